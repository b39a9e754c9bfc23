import { useState } from 'preact/hooks';
import type { CalendarDay, CalendarYear } from '../../../../../src/content/desk/trialViews.ts';
import { weekdays } from '../../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { dayName, monthName, weekdayName } from './dayNames.ts';

const months = Array.from({ length: 12 }, (_, month) => month);

/** The free days of a year, as a list or by month, each with where it is from. */
export function Months({ year }: { readonly year: CalendarYear }) {
  const strings = useStrings().content.calendar;
  const [isGrid, setGrid] = useState(false);
  return (
    <>
      <p class="commands">
        <button type="button" class="plain small" aria-pressed={isGrid} onClick={() => setGrid(!isGrid)}>
          {isGrid ? strings.asList : strings.asMonths}
        </button>
      </p>
      {isGrid ? <Grid year={year} /> : <List year={year} />}
      <p class="hint">{interpolate(strings.knownFrom, { version: year.library })}</p>
    </>
  );
}

const isIn = (year: number, month: number) => (each: { readonly day: string }) =>
  each.day.startsWith(`${year}-${String(month + 1).padStart(2, '0')}-`);

function useHolidayName(): (day: CalendarDay) => string {
  const strings = useStrings().content.calendar;
  return ({ rule, name, from }) =>
    (rule === null ? null : (strings.names as Readonly<Record<string, string>>)[rule]) ??
    name ??
    named(strings.from, from);
}

function List({ year: { year, days } }: { readonly year: CalendarYear }) {
  const strings = useStrings().content.calendar;
  const locale = useLocale();
  const nameOf = useHolidayName();
  return (
    <dl class="holidays">
      {months
        .filter((month) => days.some(isIn(year, month)))
        .map((month) => (
          <div key={month}>
            <dt>{monthName(year, month, locale)}</dt>
            {days.filter(isIn(year, month)).map((each) => (
              <dd key={`${each.day} ${each.from}`}>
                <span>{dayName(each.day, locale)}</span>
                <span>
                  {each.from === 'except' ? strings.worked : nameOf(each)}{' '}
                  <span class="hint">{strings.from[each.from]}</span>
                </span>
              </dd>
            ))}
          </div>
        ))}
    </dl>
  );
}

function Grid({ year: { year, days } }: { readonly year: CalendarYear }) {
  const strings = useStrings().content.calendar;
  const locale = useLocale();
  const nameOf = useHolidayName();
  const worked = days.filter(({ from }) => from === 'except').map(({ day }) => day);
  const free = days.filter(({ day, from }) => from !== 'except' && !worked.includes(day));
  return (
    <div class="months">
      {months.map((month) => (
        <table key={month} class="month">
          <caption>{monthName(year, month, locale)}</caption>
          <thead>
            <tr>
              {weekdays.map((day) => (
                <th key={day} scope="col" abbr={weekdayName(day, locale, 'long')}>
                  {weekdayName(day, locale, 'short').slice(0, 2)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week, index) => (
              <tr key={index}>
                {week.map((date, at) => {
                  const day = `${year}-${String(month + 1).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
                  const holiday = date === 0 ? undefined : free.find((each) => each.day === day);
                  return (
                    <td key={at} class={holiday === undefined ? (at > 4 ? 'weekend' : '') : `free ${holiday.from}`}>
                      {date === 0 ? '' : date}
                      {holiday !== undefined && <span class="hidden"> {`${strings.free}: ${nameOf(holiday)}`}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

/** The weeks of a month, Monday first; 0: a day of another month. */
function weeksOf(year: number, month: number): readonly (readonly number[])[] {
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((before + count) / 7) * 7 }, (_, index) => {
    const date = index - before + 1;
    return date >= 1 && date <= count ? date : 0;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
