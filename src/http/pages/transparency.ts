import { type Request, type Response, Router } from 'express';
import type { Clock } from '../../core/ports/clock.ts';
import { figuresText, type Publication, type PublishedFigures } from '../../core/ports/publishedFigures.ts';
import { html } from '../html.ts';
import { sendCached } from './cachedPage.ts';
import { renderPage } from './layout.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';
import { figuresCsv } from './transparency/csv.ts';
import { allPeriods, cumulate } from './transparency/cumulate.ts';
import { createLabels } from './transparency/labels.ts';
import { createOpenDataRoutes, createSendData, type OpenDataDeps } from './transparency/openData.ts';
import { groupOverdue, type OverdueCase, type OverdueNow } from './transparency/overdue.ts';
import { proofView, type WitnessTrust } from './transparency/proofView.ts';
import { transparencyView } from './transparency/view.ts';

export interface TransparencyDeps extends OpenDataDeps {
  /** The cases that are overdue now; null for one of a kind that is not shown by name. */
  readonly overdue: () => Promise<readonly (OverdueCase | null)[]>;
  /** The public keys of the log, one per line. */
  readonly publicKeys: () => Promise<readonly string[]>;
  /** The witnesses of the log; null: it has none. */
  readonly witnesses: () => Promise<WitnessTrust | null>;
  /** Address of the script that checks proofs. */
  readonly proofScript: string;
  readonly clock: Clock;
}

/** For how long a count of overdue cases is shown, milliseconds. */
const overdueAgeMs = 60_000;

/**
 * `/transparencia`: the figures of the public log by closed periods, what is overdue now, and which algorithm is at work;
 * `/transparencia/dades…` has them as CSV and JSON, and `openData.ts` what catalogues of others take.
 */
export function createTransparencyPages(deps: TransparencyDeps): Router {
  const { frame, url } = deps;
  const router = Router();
  let counted: { readonly at: number; readonly overdue: Promise<OverdueNow> } | null = null;

  function overdueNow(): Promise<OverdueNow> {
    const now = deps.clock();
    if (counted === null || now - counted.at >= overdueAgeMs) {
      const overdue = deps.overdue().then(groupOverdue);
      const mine = { at: now, overdue };
      counted = mine;
      overdue.catch(() => {
        if (counted === mine) counted = null;
      });
    }
    return counted.overdue;
  }

  async function show(
    request: Request,
    response: Response,
    figures: PublishedFigures | null,
    shown: Publication | null,
  ) {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const { transparency } = pageStrings(locale);
    const knowledge = deps.knowledge();
    const overdue = await overdueNow();
    const next = figures === null ? '' : deps.nextPeriod(figures);
    const path = request.path;
    const size = figures?.publications.length ?? null;
    const state = [
      deps.program,
      frame.style,
      knowledge.version,
      path,
      size,
      JSON.stringify(overdue),
      next,
      shown?.period ?? null,
    ];
    sendCached(request, response, { language, type: 'html', state }, () => {
      const labels = createLabels(knowledge, locale);
      const main = transparencyView({
        locale,
        figures,
        publication: shown,
        overdue,
        labels,
        next,
        url,
        versions: [
          { name: transparency.algorithm.program, version: deps.program },
          { name: transparency.algorithm.content, version: knowledge.version },
        ],
      });
      const { title, description } = transparency;
      const page = { locale, path, title, description, main, head: html``, url };
      return renderPage(frame, page);
    });
  }

  router.get('/transparencia', async (request, response) => {
    const figures = await deps.figures();
    await show(request, response, figures, figures?.publications.at(-1) ?? null);
  });

  router.get('/transparencia/comprova', async (request, response) => {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const [keys, trust] = await Promise.all([deps.publicKeys(), deps.witnesses()]);
    const path = '/transparencia/comprova';
    const state = [deps.program, frame.style, path, JSON.stringify(trust), ...keys];
    sendCached(request, response, { language, type: 'html', state }, () => {
      const { title, intro } = pageStrings(locale).proof;
      const head = html`<script src="${deps.proofScript}" defer></script>`;
      const page = { locale, path, title, description: intro, main: proofView(keys, trust, locale), head, url };
      return renderPage(frame, page);
    });
  });

  router.use(createOpenDataRoutes(deps));

  router.get('/transparencia/:period', async (request, response, next) => {
    const figures = await deps.figures();
    const publication = find(figures, request.params.period);
    if (publication === null) return next();
    await show(request, response, figures, publication);
  });

  const sendData = createSendData(deps);

  router.get(['/transparencia/dades.json', '/transparencia/dades.csv'], async (request, response, next) => {
    const figures = await deps.figures();
    if (figures === null) return next();
    const size = figures.publications.length;
    if (request.path.endsWith('.json')) return sendData(request, response, 'json', size, () => figuresText(figures));
    sendData(request, response, 'text/csv; charset=utf-8', size, () => figuresCsv(figures.publications));
  });

  router.get('/transparencia/dades/:file', async (request, response, next) => {
    const [, period = '', type] = /^([\w-]+)\.(json|csv)$/.exec(request.params.file) ?? [];
    const figures = await deps.figures();
    const publication = find(figures, period);
    if (figures === null || publication === null) return next();
    const size = figures.publications.length;
    if (type === 'csv') {
      return sendData(request, response, 'text/csv; charset=utf-8', size, () => figuresCsv([publication]));
    }
    sendData(request, response, 'json', size, () => figuresText({ ...figures, publications: [publication] }));
  });

  return router;
}

/** The publication of a period, or of all of them. */
function find(figures: PublishedFigures | null, period: string): Publication | null {
  if (figures === null) return null;
  if (period === allPeriods) return cumulate(figures);
  return figures.publications.find((each) => each.period === period) ?? null;
}
