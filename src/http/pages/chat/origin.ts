import type { Request } from 'express';

/**
 * Whether a form was sent from one of our own pages, as far as the browser says where it comes from. `baseUrl`: the
 * address under which the request reached us.
 */
export function isOwnOrigin(request: Request, baseUrl: string): boolean {
  const { origin } = request.headers;
  // Old browsers send none with a form of the same site; the form's own ticket and the cookie still guard it.
  if (origin === undefined) return isSameSiteFetch(request);
  return origin === new URL(baseUrl).origin;
}

function isSameSiteFetch(request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Whether a link on another site led here, so that the browser has kept our strict cookie back. */
export function comesFromElsewhere(request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}
