/** Milliseconds for a whole call, below what one task of the outbox may take. */
const timeoutMs = 15_000;

/** What the other side answered, or why it did not, as in `ECONNREFUSED`. */
export type Answer = { readonly status: number } | { readonly fault: string };

/** Posts JSON to an address. Follows no redirect, and reads nothing of what comes back but its status. Never rejects. */
export async function callHook(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
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

/** A code of the network, never a message: those quote addresses. */
function faultOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return typeof cause?.code === 'string' && /^[A-Z0-9_]+$/.test(cause.code) ? cause.code : 'no-answer';
}
