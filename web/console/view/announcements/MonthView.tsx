import { weekdays } from '../../../../src/core/model/accountRecord.ts';
import { seriesOf } from '../../../../src/core/model/announcements/recurrence.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type {
  AnnouncementDay,
  AnnouncementList,
  AnnouncementView,
} from '../../../../src/http/api/wireAnnouncements.ts';
import { moveAnnouncement, showMonth, showWeek } from '../../actions/announcements.ts';
import { isMovable, mondayOf, monthBeside, weeksOfDays } from '../../model/content/announcement.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { showDate } from '../../townDates.ts';
import { monthName, weekdayName, wholeDay } from '../content/calendar/dayNames.ts';
import { RouteLink } from '../RouteLink.tsx';
import { documentOf, titleIn } from './announcementNames.ts';

/** A month or a week with what goes out on each day, its holidays, what clashes and what is too much; things can be moved. */
export function MonthView(props: {
  readonly month: string;
  /** The Monday of the week that is shown; null: the month is. */
  readonly week: string | null;
  readonly list: AnnouncementList;
}) {
  const strings = useStrings().announcements;
  const locale = useLocale();
  const { month, week, list } = props;
  const [year = 0, number = 1] = month.split('-').map(Number);
  const byId = new Map(list.announcements.map((each) => [each.id, each]));
  const all = weeksOfDays(list.days);
  const weeks = week === null ? all : all.filter(([monday]) => monday?.day === week);
  const go = (step: 1 | -1) => (week === null ? showMonth(monthBeside(month, step)) : showWeek(mondayOf(week, step)));
  const first = list.days.find(({ day }) => day.startsWith(month))?.day ?? `${month}-01`;
  return (
    <section aria-labelledby="month-title">
      <header class="sectionhead">
        <h2 id="month-title" aria-live="polite">
          {week === null
            ? `${monthName(year, number - 1, locale)} ${year}`
            : interpolate(strings.weekOf, { day: wholeDay(week, locale) })}
        </h2>
        <span class="itembuttons">
          <button type="button" aria-pressed={week === null} onClick={() => void showMonth(month)}>
            {strings.month}
          </button>
          <button type="button" aria-pressed={week !== null} onClick={() => void showWeek(week ?? mondayOf(first))}>
            {strings.week}
          </button>
        </span>
        <span class="monthsteps">
          <button type="button" onClick={() => void go(-1)}>
            {week === null ? strings.before : strings.weekBefore}
          </button>
          <button type="button" onClick={() => void go(1)}>
            {week === null ? strings.after : strings.weekAfter}
          </button>
        </span>
      </header>
      <table class={week === null ? 'agendamonth' : 'agendamonth week'}>
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
          {weeks.map((days) => (
            <tr key={days[0]?.day}>
              {days.map((day) => (
                <Day
                  key={day.day}
                  day={day}
                  byId={byId}
                  list={list}
                  isAside={week === null && !day.day.startsWith(month)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is dragged: its id. */
const dragged = 'application/x-announcement';

function Day(props: {
  readonly day: AnnouncementDay;
  readonly byId: ReadonlyMap<string, AnnouncementView>;
  readonly list: AnnouncementList;
  readonly isAside: boolean;
}) {
  const every = useStrings();
  const strings = every.announcements;
  const locale = useLocale();
  const { day, holiday, announcements, crowded } = props.day;
  const named = every.content.calendar.names as Readonly<Record<string, string>>;
  const names = crowded.map((id) => props.list.accounts.find((each) => each.id === id)?.name ?? id);
  const look = [holiday !== null && 'free', announcements.length === 0 && 'bare', props.isAside && 'aside'];
  return (
    <td
      class={look.filter(Boolean).join(' ')}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes(dragged) === true) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const id = event.dataTransfer?.getData(dragged) ?? '';
        if (isMovable(props.byId.get(id))) void moveAnnouncement(id, day);
      }}
    >
      <time dateTime={day}>{Number(day.slice(8))}</time>
      {holiday !== null && <span class="hint">{named[holiday.rule ?? ''] ?? holiday.name ?? strings.holiday}</span>}
      {names.length > 0 && <span class="clash">{interpolate(strings.crowded, { accounts: names.join(', ') })}</span>}
      {announcements.length > 0 && (
        <ul>
          {announcements.map(({ id, at }) => {
            const view = props.byId.get(id) ?? props.byId.get(seriesOf(id));
            const clashes = view?.clashes.length ?? 0;
            const title = titleIn(view ?? null, id, locale);
            const canMove = isMovable(view) && view.id === id;
            return (
              <li
                key={`${id} ${at}`}
                class={view?.stage ?? ''}
                draggable={canMove}
                onDragStart={(event) => event.dataTransfer?.setData(dragged, id)}
              >
                <RouteLink route={{ page: 'content', document: documentOf(id) }}>
                  {showDate(at, 'hour', locale)} {title}
                </RouteLink>
                {clashes > 0 && <span class="clash">{interpolate(strings.clash, { n: clashes })}</span>}
                {canMove && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() => state.set({ dialog: { kind: 'move-announcement', id, title, day } })}
                  >
                    {strings.move}
                    <span class="hidden">: {title}</span>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </td>
  );
}
