import { toPlainText } from '../../../core/render/plainText.ts';
import { dayIn } from '../../../core/util/dates.ts';
import { calendarText, writeCalendar } from '../iCalendar.ts';
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
        `SUMMARY;LANGUAGE=${locale}:${calendarText(title[locale])}`,
        `DESCRIPTION;LANGUAGE=${locale}:${calendarText(toPlainText(text[locale]))}`,
        ...(where === '' ? [] : [`LOCATION:${calendarText(where)}`]),
        `URL:${link ?? pageOf(url, id, locale)}`,
        'END:VEVENT',
      ];
    });
  return writeCalendar({ product: `Agenda//${locale.toUpperCase()}`, name: `${agenda.events} · ${council}` }, [
    'METHOD:PUBLISH',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events,
  ]);
}

const utc = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
