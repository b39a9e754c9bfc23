import type { Request, Response } from 'express';
import { addressKey } from '../../core/util/addressKey.ts';
import type { Caller } from '../../identity/auth.ts';

/** Requests that an open console sends automatically, whether or not anybody uses it. */
const automaticPaths = /^\/console\/api\/(stream|cases\/[^/]+\/presence)$/;
/** The header on any other request that it sends while nobody uses it. */
const untouched = 'x-finestreta-untouched';

/**
 * The caller of a request, as the authentication of staff needs it. `baseUrl`: the address under which the request
 * arrived.
 */
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
 * something and does not say where it comes from is refused. `baseUrl`: the address under which the request arrived.
 */
export function isSameOrigin(request: Request, baseUrl: string): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
  return origin === new URL(baseUrl).origin;
}

/** Sets the cookies that result from a request. */
export function setCookies(response: Response, cookies: readonly string[]): void {
  if (cookies.length > 0) response.append('Set-Cookie', [...cookies]);
}
