import { type Request, type Response, Router } from 'express';
import type { BoardLinks } from '../../core/cases/board/boardLinks.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import { type Html, html } from '../html.ts';
import { type Frame, renderPage } from './layout.ts';
import { sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface BoardMailPageDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  readonly links: Pick<BoardLinks, 'readEnd'>;
  /** Sends somebody the figures no more. Idempotent. */
  readonly end: (agent: AgentId) => Promise<unknown>;
  readonly allow: Limit['allow'];
}

/**
 * `/tauler/prou/…`: where the figures of the board that come by e-mail are ended, in one press and without signing in. A
 * `POST` is what mail programs send for "unsubscribe" (RFC 8058); what only looks at links changes nothing.
 */
export function createBoardMailPage({ frame, fallback, links, end, allow }: BoardMailPageDeps): Router {
  const router = Router();
  const path = '/tauler/prou/:token';

  router.get(path, (request, response) => {
    const agent = links.readEnd(String(request.params.token));
    say(request, response, agent === null ? 'gone' : 'ask');
  });

  router.post(path, async (request, response) => {
    const agent = links.readEnd(String(request.params.token));
    if (agent !== null) {
      await end(agent);
      return say(request, response, 'done');
    }
    // Who guesses is stopped; a mail provider that ends many from one address is not.
    const { ok, retryAfter } = await allow(addressKey(request.ip));
    if (ok) return say(request, response, 'gone');
    response.set('Retry-After', String(retryAfter));
    throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
  });

  function say(request: Request, response: Response, what: 'ask' | 'done' | 'gone'): void {
    const { locale } = sentLanguage(request, fallback);
    const strings = pageStrings(locale).boardMail;
    const body: Html =
      what === 'ask'
        ? html`<p>${strings.ask}</p><form method="post"><button class="button" type="submit">${strings.yes}</button></form>`
        : html`<p role="status">${strings[what]}</p>`;
    const main = html`<div class="prose"><h1>${strings.title}</h1>${body}</div>`;
    const head = html`<meta name="robots" content="noindex">`;
    response
      .status(what === 'gone' ? 404 : 200)
      .set({
        'Content-Language': locale,
        'Cache-Control': 'no-store',
        'X-Robots-Tag': 'noindex',
        'Referrer-Policy': 'no-referrer',
      })
      .type('html')
      .send(
        renderPage(frame, { locale, path: request.path, title: strings.title, description: strings.title, main, head }),
      );
  }

  return router;
}
