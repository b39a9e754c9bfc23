/** What is wrong with what an identity provider says about itself; null: nothing. */
type IssuerFault = 'unreachable' | 'refused' | 'not-json' | 'other-issuer' | 'incomplete' | 'no-keys';

/** Milliseconds that it has for each of two answers, and most characters of one. */
const timeoutMs = 10_000;
const maxLength = 1_000_000;

interface Read {
  readonly fault: IssuerFault | null;
  /** HTTP status, or what the network said; null: nothing of use. */
  readonly detail: string | null;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Reads the discovery document of an OpenID provider and its keys, as a sign-in does, and says whether a sign-in can
 * work. It asks for nothing else, and sends no secret.
 */
export async function checkIssuer(issuer: string): Promise<Pick<Read, 'fault' | 'detail'>> {
  const address = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const found = await readJson(address);
  if (found.fault !== null) return { fault: found.fault, detail: found.detail };
  const { value } = found;
  const said = value.issuer;
  if (typeof said !== 'string' || said.replace(/\/+$/, '') !== issuer.replace(/\/+$/, '')) {
    return { fault: 'other-issuer', detail: typeof said === 'string' ? said.slice(0, 200) : null };
  }
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].find((name) => !isAddress(value[name]));
  if (missing !== undefined) return { fault: 'incomplete', detail: missing };
  const keys = await readJson(String(value.jwks_uri));
  if (keys.fault !== null) return { fault: keys.fault, detail: keys.detail };
  const { keys: list } = keys.value;
  if (!Array.isArray(list) || list.length === 0) return { fault: 'no-keys', detail: null };
  return { fault: null, detail: null };
}

const isAddress = (value: unknown) => typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '');

async function readJson(address: string): Promise<Read> {
  const failed = (fault: IssuerFault, detail: string | null): Read => ({ fault, detail, value: {} });
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return failed('refused', String(response.status));
    }
    text = await response.text();
  } catch (error) {
    // A code only: messages quote addresses.
    const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : null;
    return failed('unreachable', name === 'TimeoutError' ? 'timeout' : code);
  }
  try {
    const value: unknown = text.length > maxLength ? null : JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { fault: null, detail: null, value: { ...value } };
  } catch {
    // It is no JSON.
  }
  return failed('not-json', null);
}
