import { type Request, type Response, Router } from 'express';
import type { GuideRelease } from '../../content/desk/guideReleases.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Entry, Knowledge } from '../../core/ports/knowledge.ts';
import type { Limit } from '../../core/ports/limit.ts';
import { type Html, html } from '../html.ts';
import { sendCached } from './cachedPage.ts';
import { changesView } from './guide/changes.ts';
import { atomFeed, sitemap } from './guide/feeds.ts';
import { readSearch, search } from './guide/search.ts';
import { aspectsOf, groupServices, publishedServices, specialCasesOf } from './guide/services.ts';
import { structuredData } from './guide/structuredData.ts';
import { indexView, type SearchFault, searchView, serviceView, unknownView } from './guide/view.ts';
import { type Frame, renderPage } from './layout.ts';
import { languageOf, type PageLanguage } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface GuideDeps {
  readonly frame: Frame;
  /** Language of the page for a browser that accepts none of ours. */
  readonly fallback: Locale;
  /** Address of the script that speeds up a quick exit. */
  readonly exitScript: string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Version of the program: other programs make other pages of the same content. */
  readonly program: string;
  readonly knowledge: () => Knowledge;
  /** All that this knowledge can say. */
  readonly entries: () => readonly Entry[];
  /** What a text means on its own. Nothing of it is kept. */
  readonly understand: (text: string) => Promise<Understanding>;
  /** What was released, the newest first; empty where the content is edited as files. */
  readonly releases: () => Promise<readonly GuideRelease[]>;
  /** Limits searches by address. */
  readonly allowSearch: Limit['allow'];
  /** The key of a request's address. */
  readonly senderOf: (request: Request) => string;
  readonly clock: Clock;
}

/**
 * `/temes`: everything that the bot answers, as pages for everybody and for search engines, with a search that
 * understands as the bot does, what changed and when, `/sitemap.xml` and `/robots.txt`.
 */
export function createGuidePages(deps: GuideDeps): Router {
  const { frame, url } = deps;
  const router = Router();
  /** The day by the town's clocks. */
  const today = () => deps.knowledge().protocol.date(deps.clock());
  const published = () => publishedServices(deps.entries(), today());

  router.get('/temes', async (request, response) => {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const text = readSearch(request.query.q);
    if (text !== '') return showSearch(request, response, locale, text);
    const { guide } = pageStrings(locale);
    const { protocol } = deps.knowledge();
    respond(request, response, { language, path: '/temes', type: 'html' }, () => {
      const groups = groupServices(published(), protocol, locale, guide.general);
      return page(locale, '/temes', guide.title, guide.intro, indexView(groups, locale), feedLink(locale));
    });
  });

  router.get('/temes/canvis', async (request, response) => {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const { guide } = pageStrings(locale);
    const releases = await deps.releases();
    const path = '/temes/canvis';
    respond(request, response, { language, path, type: 'html', release: releases[0]?.number }, () => {
      const ids = new Set(published().map(({ id }) => id));
      const main = changesView(releases, locale, (id) => ids.has(id));
      return page(locale, path, guide.changesTitle, guide.changesIntro, main, feedLink(locale));
    });
  });

  router.get('/temes/canvis.xml', async (request, response) => {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const releases = await deps.releases();
    const { council = '' } = frame.values(locale);
    const file = { language, path: '/temes/canvis.xml', type: 'application/atom+xml', release: releases[0]?.number };
    respond(request, response, file, () => atomFeed({ url, locale, council, releases, now: deps.clock() }));
  });

  router.get('/temes/:id', (request, response) => {
    const language = languageOf(request, request.query.lang, deps.fallback);
    const { locale } = language;
    const services = published();
    const service = services.find(({ id }) => id === request.params.id);
    if (service === undefined) {
      const { guide } = pageStrings(locale);
      response.status(404).set({ 'Content-Language': locale, 'Cache-Control': 'no-store' });
      const main = unknownView(locale);
      return response.type('html').send(
        renderPage(frame, {
          locale,
          path: '/temes',
          title: guide.unknownTitle,
          description: guide.unknown,
          main,
          head: html`<meta name="robots" content="noindex">`,
        }),
      );
    }
    const path = `/temes/${service.id}`;
    respond(request, response, { language, path, type: 'html' }, () => servicePage(service, services, locale));
  });

  router.get('/sitemap.xml', (request, response) => {
    const language = { locale: deps.fallback, isChosen: true };
    respond(request, response, { language, path: '/sitemap.xml', type: 'application/xml' }, () =>
      sitemap(url, published(), ['/', '/temes', '/temes/canvis', '/agenda']),
    );
  });

  router.get('/robots.txt', (_, response) => {
    response
      .set('Cache-Control', 'public, max-age=3600')
      .type('text/plain; charset=utf-8')
      .send(`User-agent: *\nDisallow: /console\nDisallow: /cas/\nDisallow: /*?*q=\nSitemap: ${url}/sitemap.xml\n`);
  });

  /** Searches stay out of every cache, and of the address that the next site is told. */
  async function showSearch(request: Request, response: Response, locale: Locale, text: string | null): Promise<void> {
    const { guide } = pageStrings(locale);
    const send = (status: number, main: Html, head: Html = html``) => {
      response
        .status(status)
        .set({ 'Content-Language': locale, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
        .type('html')
        .send(
          renderPage(frame, {
            locale,
            path: '/temes',
            title: guide.searchTitle,
            description: guide.intro,
            main,
            head: html`<meta name="robots" content="noindex">${head}`,
          }),
        );
    };
    const refuse = (status: number, fault: SearchFault) => send(status, searchView(text ?? '', fault, locale));
    if (text === null) return refuse(400, 'tooLong');
    const { ok, retryAfter } = await deps.allowSearch(deps.senderOf(request));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      return refuse(429, 'busy');
    }
    const read = await deps.understand(text);
    const result = search(text, published(), read, deps.knowledge(), locale);
    const exit = result.help?.quickExit ? html`<script src="${deps.exitScript}" defer></script>` : html``;
    send(200, searchView(text, result, locale), exit);
  }

  function servicePage(service: Entry, services: readonly Entry[], locale: Locale): string {
    const knowledge = deps.knowledge();
    const path = `/temes/${service.id}`;
    const department = service.department === null ? null : knowledge.protocol.department(service.department, locale);
    const related = service.followUps.flatMap((id) => services.filter((each) => each.id === id));
    const data = structuredData({
      service,
      locale,
      address: `${url}${path}?lang=${locale}`,
      chat: `${url}/xat?lang=${locale}`,
      department,
      sections: [...aspectsOf(service, knowledge, locale), ...specialCasesOf(service, locale)],
      values: frame.values(locale),
    });
    const exit = service.quickExit ? html`<script src="${deps.exitScript}" defer></script>` : html``;
    const main = serviceView({ service, locale, knowledge, department, related });
    const { guide } = pageStrings(locale);
    const title = service.title[locale];
    return page(locale, path, title, `${title}. ${guide.title}.`, main, html`${data}${exit}`);
  }

  function page(locale: Locale, path: string, title: string, description: string, main: Html, head: Html): string {
    return renderPage(frame, { locale, path, title, description, main, head, url });
  }

  /** Answers with a file of the live release, unless the browser has it already. */
  function respond(
    request: Request,
    response: Response,
    file: {
      readonly language: PageLanguage;
      readonly path: string;
      readonly type: string;
      readonly release?: number | undefined;
    },
    write: () => string,
  ): void {
    const { version } = deps.knowledge();
    const state = [deps.program, frame.style, version, file.release ?? 0, file.path, today()];
    sendCached(request, response, { language: file.language, type: file.type, state }, write);
  }

  return router;
}

function feedLink(locale: Locale): Html {
  const { guide } = pageStrings(locale);
  return html`<link rel="alternate" type="application/atom+xml" title="${guide.changesTitle}" href="/temes/canvis.xml?lang=${locale}">`;
}
