import { weekdays } from '../../../../src/core/model/accountRecord.ts';
import { seriesOf } from '../../../../src/core/model/announcements/recurrence.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type {
  AnnouncementDay,
  AnnouncementList,
  AnnouncementView,
} from '../../../../src/http/api/wireAnnouncements.ts';
import { readAnnouncements } from '../../actions/announcements.ts';
import { monthBeside, weeksOfDays } from '../../model/content/announcement.ts';
import { formatDate } from '../../model/formatDate.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { monthName, weekdayName } from '../content/calendar/dayNames.ts';
import { RouteLink } from '../RouteLink.tsx';
import { documentOf, titleIn } from './names.ts';

/** A month with what goes out on each day, its holidays and what clashes. */
export function MonthView({ month, list }: { readonly month: string; readonly list: AnnouncementList }) {
  const strings = useStrings().announcements;
  const locale = useLocale();
  const [year = 0, number = 1] = month.split('-').map(Number);
  const byId = new Map(list.announcements.map((each) => [each.id, each]));
  return (
    <section aria-labelledby="month-title">
      <header class="sectionhead">
        <h2 id="month-title" aria-live="polite">
          {monthName(year, number - 1, locale)} {year}
        </h2>
        <span class="itembuttons">
          <button type="button" onClick={() => void readAnnouncements(monthBeside(month, -1))}>
            {strings.before}
          </button>
          <button type="button" onClick={() => void readAnnouncements(monthBeside(month, 1))}>
            {strings.after}
          </button>
        </span>
      </header>
      <table class="agendamonth">
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col" abbr={weekdayName(day, locale, 'long')}>
                {weekdayName(day, locale, 'short')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOfDays(list.days).map((week, index) => (
            <tr key={index}>
              {week.map((day, at) =>
                day === null ? <td key={at} class="none" /> : <Day key={day.day} day={day} byId={byId} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Day(props: { readonly day: AnnouncementDay; readonly byId: ReadonlyMap<string, AnnouncementView> }) {
  const every = useStrings();
  const strings = every.announcements;
  const locale = useLocale();
  const { day, holiday, announcements } = props.day;
  const named = every.content.calendar.names as Readonly<Record<string, string>>;
  return (
    <td class={holiday !== null ? 'free' : announcements.length === 0 ? 'bare' : ''}>
      <time dateTime={day}>{Number(day.slice(8))}</time>
      {holiday !== null && <span class="hint">{named[holiday.rule ?? ''] ?? holiday.name ?? strings.holiday}</span>}
      {announcements.length > 0 && (
        <ul>
          {announcements.map(({ id, at }) => {
            const view = props.byId.get(id) ?? props.byId.get(seriesOf(id));
            const clashes = view?.clashes.length ?? 0;
            return (
              <li key={`${id} ${at}`} class={view?.stage ?? ''}>
                <RouteLink route={{ page: 'content', document: documentOf(id) }}>
                  {formatDate(at, 'hour', datesIn(locale))} {titleIn(view ?? null, id, locale)}
                </RouteLink>
                {clashes > 0 && <span class="clash">{interpolate(strings.clash, { n: clashes })}</span>}
              </li>
            );
          })}
        </ul>
      )}
    </td>
  );
}
