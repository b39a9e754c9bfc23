import { toPlainText } from '../../../core/render/plainText.ts';
import { dayIn } from '../../../core/util/dates.ts';
import { pageStrings } from '../strings.ts';
import { type AgendaFeed, pageOf } from './feeds.ts';

/** The events as a calendar that people subscribe to (iCalendar, RFC 5545). Times are in UTC, whole days are days. */
export function agendaCalendar({ url, locale, timeZone, council, shown }: AgendaFeed): string {
  const { agenda } = pageStrings(locale);
  const host = new URL(url).host;
  const events = shown
    .filter(({ announcement }) => announcement.kind === 'event')
    .flatMap(({ announcement, publishedAt, correctedAt }) => {
      const { id, title, text, location, neighbourhood, from, until, allDay, link } = announcement;
      const where = [location, neighbourhood].filter((each) => each !== null).join(', ');
      const day = (at: number) => dayIn(timeZone, at).replaceAll('-', '');
      const times = allDay
        ? [`DTSTART;VALUE=DATE:${day(from)}`, `DTEND;VALUE=DATE:${day(until)}`]
        : [`DTSTART:${utc(from)}`, `DTEND:${utc(until)}`];
      return [
        'BEGIN:VEVENT',
        `UID:${id}@${host}`,
        `DTSTAMP:${utc(correctedAt ?? publishedAt)}`,
        ...times,
        `SUMMARY;LANGUAGE=${locale}:${escaped(title[locale])}`,
        `DESCRIPTION;LANGUAGE=${locale}:${escaped(toPlainText(text[locale]))}`,
        ...(where === '' ? [] : [`LOCATION:${escaped(where)}`]),
        `URL:${link ?? pageOf(url, id, locale)}`,
        'END:VEVENT',
      ];
    });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Finestreta//Agenda//${locale.toUpperCase()}`,
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(`${agenda.events} · ${council}`)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const utc = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** What has a meaning of its own in a text value. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

/** Most bytes of a line. */
const widest = 75;

/** A line in pieces of at most 75 bytes, between whole characters. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    // The space that marks a piece as continued counts, too.
    if (bytes + size > widest - (pieces.length === 0 ? 0 : 1)) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += character;
    bytes += size;
  }
  return [...pieces, piece].join('\r\n ');
}
