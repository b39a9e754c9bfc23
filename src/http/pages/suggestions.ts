import { Router } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { html } from '../html.ts';
import { sendCached } from './cachedPage.ts';
import { type Frame, renderPage } from './layout.ts';
import { languageOf } from './pageLanguage.ts';
import { publicSuggestions, type SuggestionsDeps, type SuggestionsPage } from './participation/suggestions.ts';
import { suggestionsFeed, suggestionsView } from './participation/suggestionsView.ts';
import { pageStrings } from './strings.ts';

export interface SuggestionPagesDeps extends SuggestionsDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly program: string;
  readonly departmentName: (id: string, locale: Locale) => string;
  readonly timeZone: () => string;
  readonly clock: Clock;
}

/** `/participa/propostes`, and its feed: what people proposed and staff published, with the reply. */
export function createSuggestionPages(deps: SuggestionPagesDeps): Router {
  const { frame, fallback, url, clock } = deps;
  const router = Router();
  let reading: Promise<SuggestionsPage> | null = null;

  /** Of many readers at once one reads, and the others get the same. */
  function read(before: number | null): Promise<SuggestionsPage> {
    if (before !== null) return publicSuggestions(deps, before);
    if (reading !== null) return reading;
    const page = publicSuggestions(deps, null);
    const over = () => {
      reading = null;
    };
    page.then(over, over);
    reading = page;
    return page;
  }

  const stateOf = (locale: Locale, { shown, next }: SuggestionsPage) => [
    deps.program,
    frame.style,
    frame.values(locale).council ?? '',
    deps.timeZone(),
    next,
    ...shown.flatMap(({ code, changedAt, text, reasons, outcome }) => [code, changedAt, text, reasons, outcome]),
  ];

  router.get('/participa/propostes', async (request, response) => {
    const language = languageOf(request, request.query.lang, fallback);
    const { locale } = language;
    const { despres } = request.query;
    const page = await read(typeof despres === 'string' && /^\d{1,15}$/.test(despres) ? Number(despres) : null);
    const { timeZone, departmentName } = deps;
    sendCached(request, response, { language, type: 'html', state: stateOf(locale, page) }, () => {
      const { title, intro } = pageStrings(locale).proposals;
      const main = suggestionsView({ ...page, locale, timeZone: timeZone(), departmentName });
      const head = html`<link rel="alternate" type="application/atom+xml" title="${title}" href="/participa/propostes.atom?lang=${locale}">`;
      return renderPage(frame, { locale, path: '/participa/propostes', title, description: intro, main, head, url });
    });
  });

  router.get('/participa/propostes.atom', async (request, response) => {
    const language = languageOf(request, request.query.lang, fallback);
    const page = await read(null);
    const { locale } = language;
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    const type = 'application/atom+xml; charset=utf-8';
    sendCached(request, response, { language, type, state: stateOf(locale, page) }, () =>
      suggestionsFeed(
        { shown: page.shown, locale },
        { url, council: frame.values(locale).council ?? '', now: clock() },
      ),
    );
  });

  return router;
}
