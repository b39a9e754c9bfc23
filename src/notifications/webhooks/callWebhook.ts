/** Timeout in milliseconds for a whole call, below the limit of one outbox task. */
const timeoutMs = 15_000;

/** The HTTP status of the answer, or why there was none, as in `ECONNREFUSED`. */
export type WebhookAnswer = { readonly status: number } | { readonly fault: string };

/** Posts JSON to an address. Follows no redirect, and reads only the status of the response. Never rejects. */
export async function callHook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<WebhookAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Finestreta', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

/** A network error code, never a message: messages quote addresses. */
function faultOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return typeof cause?.code === 'string' && /^[A-Z0-9_]+$/.test(cause.code) ? cause.code : 'no-answer';
}
