import type { Request } from 'express';

/**
 * Whether a form was sent from one of our own pages, as far as the browser says. `baseUrl`: the address under which the
 * request arrived.
 */
export function isOwnOrigin(request: Request, baseUrl: string): boolean {
  const { origin } = request.headers;
  // Old browsers send no origin with a form of the same site; the form's ticket and the cookie still protect it.
  if (origin === undefined) return isSameSiteFetch(request);
  return origin === new URL(baseUrl).origin;
}

function isSameSiteFetch(request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Whether a link on another site led here, so that the browser has withheld our strict cookie. */
export function comesFromElsewhere(request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}
