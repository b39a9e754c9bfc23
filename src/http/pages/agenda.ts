import { type Request, type Response, Router } from 'express';
import type { PublishedAnnouncement } from '../../core/model/announcements/announcement.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { type Html, html } from '../html.ts';
import { agendaCalendar } from './agenda/calendar.ts';
import { type AgendaFeed, agendaAtom, agendaJson, agendaRss, structured } from './agenda/feeds.ts';
import { agendaFeeds, agendaView, announcementView, goneView, type WhyGone } from './agenda/view.ts';
import { sendCached } from './cachedPage.ts';
import { jsonLd } from './guide/structuredData.ts';
import { type Frame, renderPage } from './layout.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface AgendaDeps {
  readonly frame: Frame;
  /** Language for a browser that accepts none of ours. */
  readonly fallback: Locale;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Version of the program: other programs make other pages of the same announcements. */
  readonly program: string;
  /** What people may read now, the newest first. */
  readonly published: () => Promise<readonly PublishedAnnouncement[]>;
  readonly isWithdrawn: (id: string) => Promise<boolean>;
  /** The account whose web chat a page shows by this key; null: there is none. */
  readonly accountOf: (siteKey: string) => string | null;
  readonly timeZone: () => string;
  readonly clock: Clock;
}

/**
 * `/agenda`: what the city announces, for people (a page that needs no script, in three languages) and for programs: Atom,
 * RSS, iCalendar and JSON-LD. `?barri=` shows those of one neighbourhood, `?tema=` those of one topic.
 */
export function createAgendaPages(deps: AgendaDeps): Router {
  const { frame, fallback, url, clock } = deps;
  const router = Router();
  const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 100) : null);

  function chosen(request: Request, all: readonly PublishedAnnouncement[]) {
    const neighbourhood = textOf(request.query.barri);
    const topic = textOf(request.query.tema);
    const shown = all.filter(
      ({ announcement }) =>
        (neighbourhood === null || announcement.neighbourhood === neighbourhood) &&
        (topic === null || announcement.topic === topic),
    );
    return { neighbourhood, topic, shown };
  }

  const councilIn = (locale: Locale) => frame.values(locale).council ?? '';

  /** All that a page is made from. */
  const stateOf = (shown: readonly PublishedAnnouncement[], locale: Locale, request: Request) => [
    deps.program,
    frame.style,
    councilIn(locale),
    deps.timeZone(),
    request.originalUrl,
    ...shown.flatMap(({ announcement, correctedAt }) => {
      const { id, version, topic } = announcement;
      return [id, version, topic, correctedAt];
    }),
  ];

  function page(locale: Locale, path: string, title: string, description: string, main: Html, head: Html): string {
    return renderPage(frame, { locale, path, title, description, main, head, url });
  }

  router.get('/agenda', async (request, response) => {
    const language = languageOf(request, request.query.lang, fallback);
    const { locale } = language;
    const all = await deps.published();
    const { shown, neighbourhood } = chosen(request, all);
    const names = all.flatMap(({ announcement }) => announcement.neighbourhood ?? []);
    const neighbourhoods = [...new Set(names)].sort((a, b) => a.localeCompare(b, 'ca'));
    const { agenda } = pageStrings(locale);
    sendCached(request, response, { language, type: 'html', state: stateOf(all, locale, request) }, () => {
      const main = agendaView({ locale, timeZone: deps.timeZone(), shown, neighbourhoods, neighbourhood });
      return page(locale, '/agenda', agenda.title, agenda.intro, main, feedHeads(locale));
    });
  });

  const feeds: readonly { readonly path: string; readonly write: (feed: AgendaFeed) => string }[] = [
    { path: '/agenda.atom', write: agendaAtom },
    { path: '/agenda.rss', write: agendaRss },
    { path: '/agenda.ics', write: agendaCalendar },
    { path: '/agenda.json', write: (feed) => `${JSON.stringify(agendaJson(feed), null, 1)}\n` },
  ];
  for (const { path, write } of feeds) {
    router.get(path, async (request, response) => {
      const language = languageOf(request, request.query.lang, fallback);
      const { shown } = chosen(request, await deps.published());
      // Other sites may show what the city announces.
      response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
      const type = `${agendaFeeds.find((each) => each.path === path)?.type ?? 'text/plain'}; charset=utf-8`;
      sendCached(request, response, { language, type, state: stateOf(shown, language.locale, request) }, () =>
        write(feedOf(shown, language.locale)),
      );
    });
  }

  // The newest that goes to the account, for its web chat on any page: nothing of who asks is needed.
  router.get('/agenda/xat.json', async (request, response) => {
    const account = deps.accountOf(textOf(request.query.site) ?? '');
    const found = (await deps.published()).find(
      ({ announcement }) => account !== null && announcement.accounts.includes(account),
    );
    const { id, title } = found?.announcement ?? { id: '', title: null };
    response
      .set({
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'public, max-age=60',
      })
      .json(found === undefined ? null : { id, title, url: `${url}/agenda/${id}` });
  });

  router.get('/agenda/:id', async (request, response) => {
    const language = languageOf(request, request.query.lang, fallback);
    const { locale } = language;
    const { id } = request.params;
    const found = (await deps.published()).find(({ announcement }) => announcement.id === id);
    if (found === undefined) return gone(response, locale, (await deps.isWithdrawn(id)) ? 'withdrawn' : 'unknown');
    const { title } = found.announcement;
    sendCached(request, response, { language, type: 'html', state: stateOf([found], locale, request) }, () => {
      const data = { '@context': 'https://schema.org', ...structured(found, feedOf([], locale)) };
      const main = announcementView(found, locale, deps.timeZone());
      return page(locale, `/agenda/${id}`, title[locale], title[locale], main, jsonLd(data));
    });
  });

  function feedOf(shown: readonly PublishedAnnouncement[], locale: Locale): AgendaFeed {
    return { url, locale, timeZone: deps.timeZone(), council: councilIn(locale), shown, now: clock() };
  }

  /** An announcement that was withdrawn is gone for good; others may never have been. */
  function gone(response: Response, locale: Locale, why: WhyGone): void {
    const { agenda } = pageStrings(locale);
    const { [`${why}Title` as const]: title, [why]: description } = agenda;
    const main = goneView(locale, why);
    const head = html`<meta name="robots" content="noindex">`;
    response
      .status(why === 'withdrawn' ? 410 : 404)
      .set({ 'Content-Language': locale, 'Cache-Control': 'no-store' })
      .type('html')
      .send(renderPage(frame, { locale, path: '/agenda', title, description, main, head }));
  }

  return router;
}

function feedHeads(locale: Locale): Html {
  const { agenda } = pageStrings(locale);
  return html`${agendaFeeds.map(
    ({ path, type, name }) =>
      html`<link rel="alternate" type="${type}" title="${agenda[name]}" href="${path}?lang=${locale}">
`,
  )}`;
}
