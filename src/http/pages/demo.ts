import { type Request, Router } from 'express';
import type { PublishedAnnouncement } from '../../core/model/announcements/announcement.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Choice } from '../../core/model/message.ts';
import { createDates } from '../../core/util/dates.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { type Html, html } from '../html.ts';
import { searchForm } from './guide/view.ts';
import { type Frame, renderPage } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { languageOf } from './pageLanguage.ts';
import { pageStrings } from './strings.ts';

export interface DemoDeps {
  readonly frame: Frame;
  readonly fallback: Locale;
  /** Public key with which the widget opens conversations. */
  readonly siteKey: string;
  /** Address under which a request arrived, without a trailing slash. */
  readonly baseUrl: (request: Request) => string;
  /** What a new person is offered. */
  readonly starts: (locale: Locale) => readonly Start[];
  /** What people may read now, the newest first. */
  readonly published: () => Promise<readonly PublishedAnnouncement[]>;
  readonly timeZone: () => string;
}

/** Something to begin with; `service`: the id of the one that a page tells about, null where only the chat does it. */
export interface Start extends Choice {
  readonly service: string | null;
}

/** Number of announcements on the front page. */
const mostNews = 4;
const nothing = html``;

/**
 * `/`: what Finestreta is, where to begin, and what the city announces, with the widget on it and instructions for adding
 * it to another page.
 */
export function createDemoPage(deps: DemoDeps): Router {
  const { frame, fallback, siteKey, baseUrl } = deps;
  const router = Router();
  router.get('/', async (request, response) => {
    const { locale } = languageOf(request, request.query.lang, fallback);
    const { demo } = pageStrings(locale);
    const snippet = `<script src="${baseUrl(request)}/embed.js"\n        data-site-key="${siteKey}" data-lang="${locale}" defer></script>`;
    const main = html`<div class="front"><div class="banner">${renderMarkdown(interpolate(demo.banner, frame.values(locale)))}</div>
<div class="hero"><div><h1>${demo.heading}</h1>
<p class="lead">${demo.lead}</p>
<a class="button" href="/xat?lang=${locale}" data-finestreta-open>${demo.open}</a>
<noscript><div class="banner">${renderMarkdown(demo.withoutScript)}</div></noscript>
${searchForm(locale, '', null)}
<a class="all-topics" href="/temes?lang=${locale}">${demo.topics}</a></div>
${startList(deps.starts(locale), locale)}</div>
${newsList(await deps.published(), locale, deps.timeZone())}
<section class="how"><h2>${demo.howHeading}</h2>${renderMarkdown(demo.how)}</section>
<section class="prose"><h2>${demo.embedHeading}</h2><p>${demo.embed}</p>
<pre tabindex="0" role="region" aria-label="${demo.embedLabel}"><code>${snippet}</code></pre></section></div>`;
    const head = html`<script src="/embed.js" data-site-key="${siteKey}" data-lang="${locale}" defer></script>`;
    const { title, description } = demo;
    response
      .set({ 'Content-Language': locale, Vary: 'Accept-Language', 'Cache-Control': 'no-cache' })
      .type('html')
      .send(renderPage(frame, { locale, path: '/', title, description, main, head }));
  });
  return router;
}

/** What is offered first: a service on its page, the rest in the chat, which begins with it. */
function startList(starts: readonly Start[], locale: Locale): Html {
  if (starts.length === 0) return nothing;
  const item = ({ service, label, value }: Start) =>
    service === null
      ? html`<li><a href="/xat?lang=${locale}" data-finestreta-open="${value}">${label}</a></li>`
      : html`<li><a href="/temes/${service}?lang=${locale}">${label}</a></li>`;
  return html`<nav class="starts" aria-labelledby="starts"><h2 id="starts">${pageStrings(locale).demo.startsHeading}</h2>
<ul>${starts.map(item)}</ul></nav>`;
}

/** What the city announces, by its title and time; nothing where it announces nothing. */
function newsList(all: readonly PublishedAnnouncement[], locale: Locale, timeZone: string): Html {
  if (all.length === 0) return nothing;
  const dates = createDates(locale, timeZone);
  const items = all.slice(0, mostNews).map(({ announcement: { id, title, from, until, allDay } }) => {
    const link = html`<a href="/agenda/${id}?lang=${locale}">${title[locale]}</a>`;
    return html`<li><strong>${link}</strong> ${dates.span(from, until, { isWholeDays: allDay })}</li>`;
  });
  return html`<section class="how"><h2>${pageStrings(locale).demo.newsHeading}</h2><ul>${items}</ul></section>`;
}
