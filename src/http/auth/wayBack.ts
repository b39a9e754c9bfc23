import type { CookieOptions, Request, Response } from 'express';
import { cookieOf } from '../cookieOf.ts';

/** Milliseconds for which it is kept where somebody wanted to go. */
const keptMs = 15 * 60_000;
/** The pages of the console. What is none of them is led to by no cookie, whoever made it. */
const pages = /^\/console\/(cas\/[0-9A-Za-z-]{1,20}|personal|ganxos|compte)$/;

/**
 * The page that somebody asked for before they had signed in. A cookie of their browser keeps it, so that it outlives a
 * second step and the way over the city's identity provider.
 */
export interface WayBack {
  /** Notes the page that a request asks for; one that is none of the console's takes the note away. */
  note(request: Request, response: Response): void;
  /** Where to go now: the page that was noted, once, or else the beginning of the console. */
  take(request: Request, response: Response): string;
}

/** `url` is where people reach the service. */
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
