import type { Request } from 'express';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Tokens } from './tokens.ts';

/** What a request carries as `Authorization: Bearer …`. Throws `auth.missing`. */
export function bearerOf(request: Request): string {
  const header = request.headers.authorization;
  if (header === undefined || !/^bearer /i.test(header)) {
    throw new Refusal(401, 'auth.missing', 'Send "Authorization: Bearer …" with the site key or a token.');
  }
  return header.slice(7).trim();
}

/**
 * The session of a request's token, which must be for the conversation in the address (if that names one) and for the
 * page that sends it. Throws `auth.missing` and `auth.refused`.
 */
export function sessionOf(request: Request, origin: string | null, tokens: Tokens, purpose: 'use' | 'renew'): Session {
  const session = tokens.read(bearerOf(request), purpose);
  const named = request.params.id;
  if (named !== undefined && named !== session.platformConversation) {
    throw new Refusal(
      403,
      'auth.refused',
      'This token is for another conversation. Use the one that came with this one.',
    );
  }
  checkOrigin(session, origin);
  return session;
}

/** Throws `auth.refused` when a page uses what was made for another page. */
export function checkOrigin(session: Session, origin: string | null): void {
  if (origin === null || session.origins === null || session.origins.includes(origin)) return;
  throw new Refusal(403, 'auth.refused', 'This token was made for another page. Ask for one from this page.');
}
