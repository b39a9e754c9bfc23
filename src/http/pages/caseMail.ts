import { type Request, type Response, Router } from 'express';
import type { NotifyLinks, NotifyPurpose } from '../../core/cases/rights/notifyLinks.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { type Html, html } from '../html.ts';
import type { CasePageDeps, CaseTalkDeps } from './case.ts';
import { sendKeyedPage } from './keyedPage.ts';
import type { Frame } from './layout.ts';
import { sentLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

interface CaseMailDeps extends Pick<CasePageDeps, 'tenant' | 'cases'> {
  readonly frame: Frame;
  readonly script: string;
  readonly fallback: Locale;
  readonly links: Pick<NotifyLinks, 'readNotifyLink'>;
  readonly talk: Pick<CaseTalkDeps, 'fromCasePage' | 'sendings'>;
}

const purposes: Readonly<Record<string, NotifyPurpose>> = { avis: 'confirm', prou: 'stop' };

/**
 * `/cas/avis/…` and `/cas/prou/…`: where links of e-mails lead, to confirm an address and to be told no more. One press: what
 * only looks at links, as mail scanners do, changes nothing; a mail program ends it by one POST (RFC 8058).
 */
export function createCaseMailPages(deps: CaseMailDeps): Router {
  const router = Router();
  const paths = ['/cas/:what/:token'];

  router.get(paths, (request, response, next) => {
    const found = read(request);
    if (found === null) return next();
    if (found.about === null) return say(request, response, 404, found.purpose, { gone: true });
    say(request, response, 200, found.purpose, { code: found.about.code });
  });

  router.post(paths, async (request, response, next) => {
    const found = read(request);
    if (found === null) return next();
    const { purpose, about } = found;
    // A mail provider ends the news of many from one address: what is signed counts on its own.
    const { ok, retryAfter } = await deps.talk.sendings(about?.code ?? addressKey(request.ip));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    }
    const row = about === null ? null : await deps.cases.byCode(deps.tenant, about.code);
    if (about === null || row === null) return say(request, response, 404, purpose, { gone: true });
    const { code, revision } = about;
    const { tenant, conversation } = row;
    const id = `mail ${purpose} ${code} ${revision}`;
    try {
      const act = { kind: purpose, revision } as const;
      await deps.talk.fromCasePage({ tenant, conversation, case: code, act, id, inbound: null });
      say(request, response, 200, purpose, { code, done: true });
    } catch (error) {
      if (!(error instanceof CodedError && (error.code === 'case.step' || error.code === 'case.unknown'))) throw error;
      say(request, response, 409, purpose, { gone: true });
    }
  });

  function read({ params }: Request) {
    const purpose = purposes[String(params.what)];
    return purpose === undefined ? null : { purpose, about: deps.links.readNotifyLink(purpose, String(params.token)) };
  }

  function say(
    request: Request,
    response: Response,
    status: number,
    purpose: NotifyPurpose,
    {
      code = '',
      done = false,
      gone = false,
    }: { readonly code?: string; readonly done?: boolean; readonly gone?: boolean },
  ): void {
    const language = sentLanguage(request, deps.fallback);
    const { title, description, notify } = pageStrings(language.locale).case;
    const isConfirm = purpose === 'confirm';
    const heading = interpolate(notify.confirmTitle, { code }).trim();
    const ask = html`<p>${isConfirm ? notify.confirmText : notify.endText}</p>
<form method="post"><button class="button" type="submit">${isConfirm ? notify.confirmYes : notify.end}</button></form>`;
    const statusLine = (text: string): Html => html`<p role="status">${text}</p>`;
    const body = gone
      ? statusLine(notify.gone)
      : done
        ? statusLine(isConfirm ? notify.confirmDone : notify.endDone)
        : ask;
    const main = html`<div class="prose"><h1>${heading}</h1>${body}</div>`;
    sendKeyedPage(response.status(status), language, deps, { path: '/cas', title, description, main });
  }

  return router;
}
