import type { AuthAnswer, Caller, Locked } from '../auth.ts';

/** The request headers that the library needs. */
export function headersOf({ cookie, userAgent }: Pick<Caller, 'cookie' | 'userAgent'>): Headers {
  return new Headers({ cookie, 'user-agent': userAgent });
}

/** A caller with the cookies of a response applied. */
export function following(caller: Caller, cookies: readonly string[]): Caller {
  const jar = new Map<string, string>();
  for (const pair of [...caller.cookie.split(/;\s*/), ...cookies.map((line) => line.split(';')[0] ?? '')]) {
    const at = pair.indexOf('=');
    if (at > 0) jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return { ...caller, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** Seconds for which the library locks out a person who typed too many wrong codes in the second step. */
export const lockedForSeconds = 900;

/**
 * Calls the library and returns the response with its headers. A refusal (status below 500) is returned as `wrong`, or
 * as `Locked` where the library has counted too many failures; faults are thrown.
 */
export async function callLibrary<T>(
  question: () => Promise<{ readonly headers: Headers; readonly response: T }>,
): Promise<AuthAnswer<{ readonly said: T } | 'wrong' | Locked>> {
  try {
    const { headers, response } = await question();
    return { result: { said: response }, cookies: headers.getSetCookie() };
  } catch (error) {
    const status = (error as { statusCode?: unknown }).statusCode;
    if (typeof status !== 'number' || status >= 500) throw error;
    return { result: status === 429 ? { retryAfter: lockedForSeconds } : 'wrong', cookies: [] };
  }
}
