import { type Request, type Response, Router } from 'express';
import { type Locale, locales } from '../../../core/model/locale.ts';
import type { Knowledge } from '../../../core/ports/knowledge.ts';
import type { PublishedFigures, ReadFigures } from '../../../core/ports/publishedFigures.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { sendCached } from '../cachedPage.ts';
import type { Frame } from '../layout.ts';
import { languageOf } from '../pageLanguage.ts';
import { pageStrings } from '../strings.ts';
import { catalogTurtle } from './catalog.ts';
import { createLabels } from './labels.ts';
import { calendarEntries, publicationCalendar } from './publicationCalendar.ts';
import { requestRows, requestsCsv, requestsLocale, requestsText } from './requestsSet.ts';

export interface OpenDataDeps {
  readonly frame: Frame;
  /** Language of a calendar for a browser that accepts none of ours. */
  readonly fallback: Locale;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Version of the program. */
  readonly program: string;
  readonly knowledge: () => Knowledge;
  readonly figures: ReadFigures;
  /** First day of the period after the one under way, `YYYY-MM-DD`. */
  readonly nextPeriod: (figures: PublishedFigures) => string;
  /** Code of the council in the Spanish directory of public bodies (DIR3); null: it is not set. */
  readonly dir3: string | null;
}

type SendData = (
  request: Request,
  response: Response,
  type: string,
  state: string | number,
  write: () => string,
) => void;

/** Sends data, which are the same in every language, and which other sites may read. */
export function createSendData({ program, fallback }: Pick<OpenDataDeps, 'program' | 'fallback'>): SendData {
  return (request, response, type, state, write) => {
    response.set('Access-Control-Allow-Origin', '*');
    const language = { locale: fallback, isChosen: true };
    sendCached(request, response, { language, type, state: [program, request.path, state] }, write);
  };
}

/**
 * Open data of the transparency page: `cataleg.ttl` describes them (DCAT-AP-ES), `avisos` is the set of Spanish municipalities
 * (FEMP), and `calendari.ics` says when what is published.
 */
export function createOpenDataRoutes(deps: OpenDataDeps): Router {
  const router = Router();
  const { frame, url, dir3 } = deps;
  const sendData = createSendData(deps);

  router.get('/transparencia/cataleg.ttl', async (request, response, next) => {
    const figures = await deps.figures();
    if (figures === null) return next();
    const named = locales.map((locale) => [locale, frame.values(locale).council ?? ''] as const);
    const council = Object.fromEntries(named) as Readonly<Record<Locale, string>>;
    const state = [figures.publications.length, dir3, ...Object.values(council)].join();
    sendData(request, response, 'text/turtle; charset=utf-8', state, () =>
      catalogTurtle({ url, council, dir3, figures }),
    );
  });

  const rowsOf = ({ publications }: PublishedFigures) =>
    requestRows(publications, createLabels(deps.knowledge(), requestsLocale));
  router.get('/transparencia/avisos.json', async (request, response, next) => {
    const figures = await deps.figures();
    if (figures === null) return next();
    sendData(request, response, 'json', figures.publications.length, () => requestsText(rowsOf(figures)));
  });
  router.get('/transparencia/avisos.csv', async (request, response, next) => {
    const figures = await deps.figures();
    if (figures === null) return next();
    const size = figures.publications.length;
    sendData(request, response, 'text/csv; charset=utf-8', size, () => requestsCsv(rowsOf(figures)));
  });

  router.get('/transparencia/calendari.ics', async (request, response, nextRoute) => {
    const figures = await deps.figures();
    if (figures === null) return nextRoute();
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { openData } = pageStrings(language.locale);
    const labels = createLabels(deps.knowledge(), language.locale);
    const next = deps.nextPeriod(figures);
    const state = [deps.program, request.path, figures.publications.length, next];
    sendCached(request, response, { language, type: 'text/calendar; charset=utf-8', state }, () => {
      const entries = calendarEntries(figures, {
        next,
        url,
        titleOf: (publication) =>
          publication === null
            ? openData.next
            : interpolate(openData.published, { period: labels.period(publication) }),
      });
      return publicationCalendar(entries, { name: openData.title, url });
    });
  });

  return router;
}
