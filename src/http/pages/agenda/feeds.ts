import type { PublishedAnnouncement } from '../../../core/model/announcements/announcement.ts';
import type { Locale } from '../../../core/model/locale.ts';
import { toPlainText } from '../../../core/render/plainText.ts';
import { createDates } from '../../../core/util/dates.ts';
import { html } from '../../html.ts';
import { pageStrings } from '../strings.ts';

/** What the files for programs are made from. */
export interface AgendaFeed {
  /** Public address of the service. */
  readonly url: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly council: string;
  /** The newest first. */
  readonly shown: readonly PublishedAnnouncement[];
  readonly now: number;
}

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

export const pageOf = (url: string, id: string, locale: Locale): string => `${url}/agenda/${id}?lang=${locale}`;
const changedAt = ({ publishedAt, correctedAt }: PublishedAnnouncement) => correctedAt ?? publishedAt;
const newest = ({ shown, now }: AgendaFeed) => (shown.length === 0 ? now : Math.max(...shown.map(changedAt)));

/** When and where, and the text, without markup. */
function plainBody({ announcement }: PublishedAnnouncement, locale: Locale, timeZone: string): string {
  const { location, neighbourhood, from, until, allDay } = announcement;
  const where = [location, neighbourhood].filter((each) => each !== null).join(', ');
  const when = createDates(locale, timeZone).span(from, until, { isWholeDays: allDay });
  return `${where === '' ? when : `${when}. ${where}`}.\n\n${toPlainText(announcement.text[locale])}`;
}

/** Atom (RFC 4287). */
export function agendaAtom(feed: AgendaFeed): string {
  const { url, locale, timeZone, council, shown } = feed;
  const { agenda } = pageStrings(locale);
  const entries = shown.map((each) => {
    const { announcement, publishedAt } = each;
    return html`<entry>
<id>${url}/agenda/${announcement.id}</id>
<title>${announcement.title[locale]}</title>
<published>${new Date(publishedAt).toISOString()}</published>
<updated>${new Date(changedAt(each)).toISOString()}</updated>
<link rel="alternate" type="text/html" href="${pageOf(url, announcement.id, locale)}"/>
<content type="text">${plainBody(each, locale, timeZone)}</content>
</entry>
`;
  });
  return (
    declaration +
    html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${url}/agenda</id>
<title>${agenda.title} · ${council}</title>
<updated>${new Date(newest(feed)).toISOString()}</updated>
<author><name>${council}</name></author>
<link rel="self" type="application/atom+xml" href="${url}/agenda.atom?lang=${locale}"/>
<link rel="alternate" type="text/html" href="${url}/agenda?lang=${locale}"/>
${entries}</feed>
`.html
  );
}

/** RSS 2.0. */
export function agendaRss(feed: AgendaFeed): string {
  const { url, locale, timeZone, council, shown } = feed;
  const { agenda } = pageStrings(locale);
  const items = shown.map(
    (each) => html`<item>
<title>${each.announcement.title[locale]}</title>
<link>${pageOf(url, each.announcement.id, locale)}</link>
<guid isPermaLink="false">${url}/agenda/${each.announcement.id}</guid>
<pubDate>${new Date(each.publishedAt).toUTCString()}</pubDate>
<description>${plainBody(each, locale, timeZone)}</description>
</item>
`,
  );
  return (
    declaration +
    html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${agenda.title} · ${council}</title>
<link>${url}/agenda?lang=${locale}</link>
<description>${agenda.intro}</description>
<language>${locale}</language>
<lastBuildDate>${new Date(newest(feed)).toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${url}/agenda.rss?lang=${locale}"/>
${items}</channel></rss>
`.html
  );
}

/** schema.org in JSON-LD: what one goes to is an Event, what one should know is a SpecialAnnouncement. */
export function agendaJson(feed: AgendaFeed): unknown {
  const { url, locale, shown } = feed;
  const { agenda } = pageStrings(locale);
  return {
    '@context': 'https://schema.org',
    '@type': 'ItemList',
    name: agenda.title,
    inLanguage: locale,
    url: `${url}/agenda?lang=${locale}`,
    itemListElement: shown.map((each, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      item: structured(each, feed),
    })),
  };
}

/** One announcement as schema.org describes it. */
export function structured(
  each: PublishedAnnouncement,
  { url, locale, council }: Pick<AgendaFeed, 'url' | 'locale' | 'council'>,
): Readonly<Record<string, unknown>> {
  const { announcement, publishedAt } = each;
  const { id, title, text, picture, link, topic, neighbourhood, location, from, until } = announcement;
  const publisher = { '@type': 'GovernmentOrganization', name: council };
  const where = [location, neighbourhood].filter((name) => name !== null);
  const place = where.length === 0 ? null : { '@type': 'Place', name: where.join(', '), address: where.join(', ') };
  const common = {
    '@id': `${url}/agenda/${id}`,
    name: title[locale],
    inLanguage: locale,
    url: link ?? pageOf(url, id, locale),
    ...(picture === null ? {} : { image: { '@type': 'ImageObject', url: picture.url, caption: picture.alt[locale] } }),
    ...(topic === null ? {} : { keywords: topic }),
  };
  if (announcement.kind === 'event') {
    return {
      '@type': 'Event',
      ...common,
      description: toPlainText(text[locale]),
      startDate: new Date(from).toISOString(),
      endDate: new Date(until).toISOString(),
      eventStatus: 'https://schema.org/EventScheduled',
      organizer: publisher,
      ...(place === null ? {} : { location: place }),
    };
  }
  return {
    '@type': 'SpecialAnnouncement',
    ...common,
    text: toPlainText(text[locale]),
    datePosted: new Date(publishedAt).toISOString(),
    dateModified: new Date(changedAt(each)).toISOString(),
    expires: new Date(until).toISOString(),
    publisher,
    ...(place === null ? {} : { spatialCoverage: place }),
  };
}
