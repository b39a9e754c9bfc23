import { type RequestHandler, Router } from 'express';
import type { Content } from '../../content/content.ts';
import { spansOf } from '../../content/unanswered/figures.ts';
import type { QuestionDesk } from '../../content/unanswered/questionDesk.ts';
import { editors } from '../../core/cases/policy.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { signedInOf } from '../auth/guard.ts';
import { html } from '../html.ts';
import { csvType, sendToKeep } from '../sendToKeep.ts';
import { askedCsv, topicsCsv } from './figures/csv.ts';
import { figuresStrings } from './figures/strings.ts';
import { figuresMain } from './figures/view.ts';
import { forStaff } from './forStaff.ts';
import type { Frame } from './layout.ts';
import { languageOf, localeFor } from './pageLanguage.ts';
import { sendUnlisted } from './sendUnlisted.ts';

const path = '/console/xifres';
/** Days that can be shown; the first unless another one is asked for. */
const lengths = [30, 90, 365];

export interface FiguresPageDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  /** Null where the content is edited as files. */
  readonly questions: Pick<QuestionDesk, 'figures'> | null;
  readonly content: () => Content;
  /** Counts a look of a session: whether it is within the limit. */
  readonly allow: Limit['allow'];
}

/** `/console/xifres`: how often what was asked, for editors, as a page without a script, and as a table to download. */
export function createFiguresPage(deps: FiguresPageDeps): Router {
  const { frame, fallback, content, allow } = deps;
  const router = Router();
  const guards: readonly RequestHandler[] = [
    forStaff({ roles: editors, frame, fallback }),
    async (_request, response, next) => {
      const { ok, retryAfter } = await allow(signedInOf(response).session);
      if (ok) return next();
      response.set('Retry-After', String(retryAfter));
      throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    },
  ];

  function opened(): Pick<QuestionDesk, 'figures'> {
    if (deps.questions !== null) return deps.questions;
    throw new CodedError('content.files', 'There are no figures where the content is edited as files (CONTENT=files).');
  }

  router.get(path, ...guards, async (request, response) => {
    const locale = localeFor(languageOf(request, request.query.lang, fallback), signedInOf(response).agent);
    const days = lengthOf(request.query.dies);
    const strings = figuresStrings(locale);
    if (deps.questions === null) {
      const { title, description, filesOnly } = strings;
      const main = html`<div class="prose"><h1>${title}</h1><p>${filesOnly}</p></div>`;
      return sendUnlisted(response, frame, { locale, path, title, description, main });
    }
    const services = servicesIn(content());
    const main = figuresMain(await deps.questions.figures(days), {
      strings,
      locale,
      days,
      lengths,
      path,
      entry: (id) => {
        const service = services.get(id);
        return service === undefined ? null : { title: service.title[locale], topic: service.topic };
      },
      aspect: (name) => strings.aspectNames[name] ?? name,
    });
    const { title, description } = strings;
    sendUnlisted(response, frame, { locale, path, title, description, main });
  });

  router.get(`${path}.csv`, ...guards, async (request, response) => {
    const days = lengthOf(request.query.dies);
    const { rows, period } = await opened().figures(days);
    const name = `xifres-${period.from}-${period.to}.csv`;
    sendToKeep(response, { name, type: csvType, body: askedCsv(rows) });
  });

  router.get(`${path}-temes.csv`, ...guards, async (request, response) => {
    const days = lengthOf(request.query.dies);
    const { rows, period } = await opened().figures(days);
    const services = servicesIn(content());
    const body = topicsCsv(rows, spansOf(period), ({ entry }) => services.get(entry)?.topic ?? null);
    sendToKeep(response, { name: `xifres-temes-${period.from}-${period.to}.csv`, type: csvType, body });
  });
  return router;
}

/** Title and topic of each service that is live. */
function servicesIn({
  faq,
}: Content): ReadonlyMap<string, { readonly title: Localised<string>; readonly topic: string }> {
  return new Map(
    Object.entries(faq).flatMap(([file, { entries }]) =>
      entries.map(({ id, title }) => [id, { title, topic: file.replace(/^faq\/|\.yaml$/g, '') }]),
    ),
  );
}

function lengthOf(given: unknown): number {
  return lengths.find((each) => String(each) === given) ?? lengths[0] ?? 30;
}
