import type { Publication, PublishedFigures } from '../../../core/ports/publishedFigures.ts';
import { calendarText, writeCalendar } from '../iCalendar.ts';

interface CalendarEntry {
  readonly day: string;
  readonly title: string;
  readonly url: string;
}

/** What is on the calendar: each publication on the day after its period, and the next one. */
export function calendarEntries(
  { publications }: Pick<PublishedFigures, 'publications'>,
  {
    next,
    titleOf,
    url,
  }: {
    /** First day after the period under way. */
    readonly next: string;
    /** The title of a publication; of the next one, with null. */
    readonly titleOf: (publication: Publication | null) => string;
    readonly url: string;
  },
): readonly CalendarEntry[] {
  const past = publications.map((each) => ({
    day: each.until,
    title: titleOf(each),
    url: `${url}/transparencia/${each.period}`,
  }));
  return [...past, { day: next, title: titleOf(null), url: `${url}/transparencia` }];
}

/** A calendar to subscribe to (RFC 5545): whole days. */
export function publicationCalendar(
  entries: readonly CalendarEntry[],
  { name, url }: { name: string; url: string },
): string {
  const host = new URL(url).hostname;
  const events = entries.flatMap(({ day, title, url: address }) => [
    'BEGIN:VEVENT',
    `UID:publication-${day}@${host}`,
    // A publication never moves, so that its day says when it was entered, too.
    `DTSTAMP:${compact(day)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `SUMMARY:${calendarText(title)}`,
    `URL:${address}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  return writeCalendar({ product: 'publications//CA', name }, events);
}

const compact = (day: string) => day.replaceAll('-', '');
