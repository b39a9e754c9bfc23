import type { Request, Response } from 'express';
import { addressKey } from '../../core/util/addressKey.ts';
import type { Caller } from '../../identity/auth.ts';

/** What an open console sends by itself, whether or not somebody sits before it. */
const automaticPaths = /^\/console\/api\/(stream|cases\/[^/]+\/presence)$/;
/** What it says with anything else that it asks while nobody has touched it for a while. */
const untouched = 'x-finestreta-untouched';

/** What a request says of its sender, as much as the staff's accounts need. `baseUrl`: the address under which it reached us. */
export function callerOf(request: Request, baseUrl: string): Caller {
  return {
    cookie: request.headers.cookie ?? '',
    address: addressKey(request.ip),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    origin: new URL(baseUrl).origin,
    isAutomatic:
      automaticPaths.test(request.originalUrl.split('?')[0] ?? '') || request.headers[untouched] !== undefined,
  };
}

/**
 * Whether a request comes from one of our own pages. Stricter than what citizens' forms need: a request that changes
 * something and does not say where it comes from is refused. `baseUrl`: the address under which the request reached us.
 */
export function isSameOrigin(request: Request, baseUrl: string): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
  return origin === new URL(baseUrl).origin;
}

/** Gives an answer the cookies that came of a request. */
export function setCookies(response: Response, cookies: readonly string[]): void {
  if (cookies.length > 0) response.append('Set-Cookie', [...cookies]);
}
