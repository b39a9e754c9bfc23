import type { Announcement, PublishedAnnouncement } from '../../../core/model/announcements/announcement.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { createDates } from '../../../core/util/dates.ts';
import { interpolate } from '../../../core/util/interpolate.ts';
import { type Html, html } from '../../html.ts';
import { renderMarkdown } from '../markdown.ts';
import { pageStrings } from '../strings.ts';

interface AgendaView {
  readonly locale: Locale;
  readonly timeZone: string;
  /** Those of the neighbourhood that was asked for, or all. */
  readonly shown: readonly PublishedAnnouncement[];
  /** All neighbourhoods that announcements name, in their order. */
  readonly neighbourhoods: readonly string[];
  /** The one that was asked for; null: all. */
  readonly neighbourhood: string | null;
}

const none = html``;

/** `/agenda`: what is on, by when it begins, and what people should know, the newest first. */
export function agendaView({ locale, timeZone, shown, neighbourhoods, neighbourhood }: AgendaView): Html {
  const { agenda } = pageStrings(locale);
  const events = shown
    .filter(({ announcement }) => announcement.kind === 'event')
    .sort((a, b) => a.announcement.from - b.announcement.from);
  const notices = shown.filter(({ announcement }) => announcement.kind === 'notice');
  const list = (title: string, id: string, all: readonly PublishedAnnouncement[]) =>
    all.length === 0
      ? none
      : html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ul class="announcements">${all.map(
          (each) => html`<li>${article(each, locale, timeZone, 'h3')}</li>
`,
        )}</ul></section>
`;
  const empty = neighbourhood === null ? agenda.none : agenda.noneHere;
  return html`<div class="prose guide agenda"><h1>${agenda.title}</h1>
<p>${agenda.intro}</p>
${neighbourhoods.length === 0 ? none : filter(locale, neighbourhoods, neighbourhood)}
${shown.length === 0 ? html`<p>${empty}</p>` : none}
${list(agenda.notices, 'avisos', notices)}${list(agenda.events, 'actes', events)}
<p><a class="button second" href="/avisos?lang=${locale}">${pageStrings(locale).subscriptions.title}</a></p>
<h2>${agenda.feeds}</h2>
<ul>${feedLinks(locale, neighbourhood)}</ul></div>`;
}

function filter(locale: Locale, all: readonly string[], chosen: string | null): Html {
  const { agenda } = pageStrings(locale);
  const item = (name: string | null) => {
    const current = name === chosen ? html` aria-current="true"` : none;
    const where = name === null ? '' : `&barri=${encodeURIComponent(name)}`;
    return html`<li><a href="/agenda?lang=${locale}${where}"${current}>${name ?? agenda.all}</a></li>`;
  };
  return html`<nav aria-label="${agenda.filter}"><ul class="areas">${item(null)}${all.map(item)}</ul></nav>`;
}

function feedLinks(locale: Locale, neighbourhood: string | null): readonly Html[] {
  const { agenda } = pageStrings(locale);
  const where = neighbourhood === null ? '' : `&barri=${encodeURIComponent(neighbourhood)}`;
  return agendaFeeds.map(
    ({ path, type, name }) =>
      html`<li><a href="${path}?lang=${locale}${where}" type="${type}">${agenda[name]}</a></li>`,
  );
}

/** Where programs read the announcements. */
export const agendaFeeds = [
  { path: '/agenda.atom', type: 'application/atom+xml', name: 'atom' },
  { path: '/agenda.rss', type: 'application/rss+xml', name: 'rss' },
  { path: '/agenda.ics', type: 'text/calendar', name: 'calendar' },
  { path: '/agenda.json', type: 'application/ld+json', name: 'json' },
] as const;

/** `/agenda/:id`: one announcement. */
export function announcementView(published: PublishedAnnouncement, locale: Locale, timeZone: string): Html {
  const { agenda } = pageStrings(locale);
  return html`<div class="prose guide agenda"><p class="crumbs"><a href="/agenda?lang=${locale}">${agenda.back}</a></p>
${article(published, locale, timeZone, 'h1')}</div>`;
}

function article(published: PublishedAnnouncement, locale: Locale, timeZone: string, heading: 'h1' | 'h3'): Html {
  const { announcement, publishedAt, correctedAt } = published;
  const { agenda } = pageStrings(locale);
  const { id, link, location, neighbourhood, from, until, allDay } = announcement;
  const title = announcement.title[locale];
  const dates = createDates(locale, timeZone);
  const said =
    correctedAt === null
      ? interpolate(agenda.published, { date: dates.day(publishedAt) })
      : interpolate(agenda.corrected, { date: dates.day(correctedAt) });
  const fact = (name: string, value: string | null) =>
    value === null ? none : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const head =
    heading === 'h1' ? html`<h1>${title}</h1>` : html`<h3><a href="/agenda/${id}?lang=${locale}">${title}</a></h3>`;
  return html`<article>${head}
<dl class="facts">${fact(agenda.when, dates.span(from, until, { isWholeDays: allDay }))}${fact(agenda.where, location)}${fact(
    agenda.neighbourhood,
    neighbourhood,
  )}</dl>
${renderMarkdown(announcement.text[locale])}
${picture(announcement, locale)}
${link === null ? none : html`<p><a href="${link}">${agenda.more}</a></p>`}
<p class="source">${said}</p></article>`;
}

/** The picture as a link: a page that loads it would tell another server who reads this. */
function picture({ picture: own }: Announcement, locale: Locale): Html {
  if (own === null) return none;
  const { agenda } = pageStrings(locale);
  return html`<p><a href="${own.url}">${interpolate(agenda.picture, { alt: own.alt[locale] })}</a></p>`;
}

export type WhyGone = 'withdrawn' | 'unknown';

/** The page of an announcement that is not there, or was withdrawn. */
export function goneView(locale: Locale, why: WhyGone): Html {
  const { agenda } = pageStrings(locale);
  return html`<div class="prose guide"><p class="crumbs"><a href="/agenda?lang=${locale}">${agenda.back}</a></p>
<h1>${agenda[`${why}Title`]}</h1>
<p>${agenda[why]}</p></div>`;
}
