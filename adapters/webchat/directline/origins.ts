import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOwnHost } from '../ownAddress.ts';
import type { Sites } from '../sites.ts';
import { Refusal } from './refusal.ts';

/** The pages that may use the server. */
export interface Origins {
  allows(origin: string, request: IncomingMessage): boolean;
  /** The same for the chat of one account. */
  allowsFor(account: string, origin: string, request: IncomingMessage): boolean;
  /**
   * Sets the CORS headers and returns the page's origin, null for a request that comes from no page. Throws
   * `origin.refused` for a page that is not allowed.
   */
  admit(request: IncomingMessage, response: ServerResponse): string | null;
}

/**
 * Creates the check. Without a public URL, a page counts as the server's own when its host equals the request's and is
 * plausible.
 */
export function createOrigins(sites: Pick<Sites, 'lists'>, publicUrl: string | null): Origins {
  const own = publicUrl === null ? null : new URL(publicUrl).origin;

  const isOwn = (origin: string, request: IncomingMessage) => {
    if (own !== null) return origin === own;
    const { host } = request.headers;
    return host !== undefined && isOwnHost(host) && (origin === `https://${host}` || origin === `http://${host}`);
  };
  const allows = (origin: string, request: IncomingMessage) => isOwn(origin, request) || sites.lists(origin, null);

  return {
    allows,
    allowsFor: (account, origin, request) => isOwn(origin, request) || sites.lists(origin, account),
    admit(request, response) {
      const { origin } = request.headers;
      if (origin === undefined) return null;
      mayRead(origin, response);
      if (!allows(origin, request)) throw new Refusal(403, 'origin.refused', notAllowed);
      return origin;
    },
  };
}

/** Lets a page read the answer, even a refusal: its developer must learn why, and the chat must not retry. */
function mayRead(origin: string, response: ServerResponse): void {
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Origin', origin);
}

/** Answers a preflight request. Any page may send one: a page that is not allowed is refused by the actual request. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.origin !== undefined) mayRead(request.headers.origin, response);
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'authorization, content-type, x-requested-with, x-ms-bot-agent',
    'Access-Control-Max-Age': '7200',
  });
  response.end();
}

const notAllowed =
  "Pages of this origin may not show the chat. Add it to WEBCHAT_ORIGINS; if it is the server's own behind a proxy, set PUBLIC_URL.";
