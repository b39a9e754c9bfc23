import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieOf } from '../../cookieOf.ts';
import type { TextSigner } from './signer.ts';

/** The cookie that remembers this browser's conversation, and nothing else. */
interface ConversationCookie {
  /** The platform's id of the conversation, null without a cookie that we signed. */
  read(request: Request): string | null;
  write(request: Request, response: Response, platformConversation: string): void;
  /** Clears the cookie. */
  clear(request: Request, response: Response): void;
}

/** A new id, as hard to guess as those of the web chat, whose conversations these are. */
export function newPlatformConversation(): string {
  return randomBytes(16).toString('base64url');
}

/** Creates the cookie: it ends with the browser's session, no script can read it and no other site sends it. */
export function createConversationCookie(
  signer: TextSigner,
  isSecure: (request: Request) => boolean,
): ConversationCookie {
  // With this prefix, browsers refuse the cookie from a neighbouring subdomain.
  const nameFor = (request: Request) => (isSecure(request) ? '__Host-xat' : 'xat');
  const optionsFor = (request: Request) =>
    ({ httpOnly: true, sameSite: 'strict', secure: isSecure(request), path: '/' }) as const;
  return {
    read(request) {
      const value = cookieOf(request.headers.cookie, nameFor(request));
      return value === null ? null : signer.open(value, 'cookie');
    },
    write(request, response, platformConversation) {
      response.cookie(nameFor(request), signer.sign(platformConversation, 'cookie'), {
        ...optionsFor(request),
        encode: (value) => value,
      });
    },
    clear: (request, response) => void response.clearCookie(nameFor(request), optionsFor(request)),
  };
}
