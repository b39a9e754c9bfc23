import type { Request } from 'express';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { Tokens } from './tokens.ts';

/** The bearer token in a request's Authorization header. Throws `auth.missing`. */
export function bearerOf(request: Request): string {
  const header = request.headers.authorization;
  if (header === undefined || !/^bearer /i.test(header)) {
    throw new Refusal(401, 'auth.missing', 'Send "Authorization: Bearer …" with the site key or a token.');
  }
  return header.slice(7).trim();
}

/**
 * The session of a request's token. The token must be for the conversation in the URL (if there is one) and for the
 * page that sends it. Throws `auth.missing` and `auth.refused`.
 */
export function sessionOf(request: Request, origin: string | null, tokens: Tokens, purpose: 'use' | 'renew'): Session {
  const session = tokens.read(bearerOf(request), purpose);
  const named = request.params.id;
  if (named !== undefined && named !== session.platformConversation) {
    throw new Refusal(
      403,
      'auth.refused',
      'This token is for another conversation. Use the token of this conversation.',
    );
  }
  checkOrigin(session, origin);
  return session;
}

/** Throws `auth.refused` when a page uses a token that was issued to another page. */
export function checkOrigin(session: Session, origin: string | null): void {
  if (origin === null || session.origins === null || session.origins.includes(origin)) return;
  throw new Refusal(403, 'auth.refused', 'This token was issued to another page. Request one from this page.');
}
