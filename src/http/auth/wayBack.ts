import type { CookieOptions, Request, Response } from 'express';
import { cookieOf } from '../cookieOf.ts';

/** Milliseconds for which the requested page is remembered. */
const keptMs = 15 * 60_000;
/** The pages of the console. A cookie, no matter who created it, leads nowhere else. */
const pages = /^\/console\/(cas\/[0-9A-Za-z-]{1,20}|personal|ganxos|compte)$/;

/**
 * The page that somebody requested before signing in. It is kept in a browser cookie, so that it survives the second
 * step and the redirect via the city's identity provider.
 */
export interface WayBack {
  /** Remembers the requested page; a page outside the console clears it. */
  note(request: Request, response: Response): void;
  /** Where to go now: the remembered page, once, or else the start page of the console. */
  take(request: Request, response: Response): string;
}

/** `url` is the public address of the service. */
export function createWayBack(url: string): WayBack {
  const secure = url.startsWith('https:');
  const name = `${secure ? '__Host-' : ''}finestreta.way_back`;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/', encode: (value) => value };
  const noted = (request: Request) => cookieOf(request.headers.cookie, name);
  return {
    note(request, response) {
      const path = request.originalUrl.split('?')[0] ?? '';
      if (request.method !== 'GET') return;
      if (pages.test(path)) response.cookie(name, path, { ...options, maxAge: keptMs });
      else if (noted(request) !== null) response.clearCookie(name, options);
    },
    take(request, response) {
      const path = noted(request);
      if (path === null) return '/console';
      response.clearCookie(name, options);
      return pages.test(path) ? path : '/console';
    },
  };
}
