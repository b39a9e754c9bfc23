import { runInWorker } from '../language/inWorker.ts';
import type { CalendarFile } from '../protocol/index.ts';
import { holidayLibrary } from '../protocol/time/index.ts';
import type { NamedHoliday } from '../protocol/time/publicHolidays.ts';
import type { CalendarDay, CalendarYear } from './desk/trialViews.ts';

/** By region and year; a failed lookup is retried. */
const looked = new Map<string, Promise<readonly NamedHoliday[]>>();
const mostKept = 100;

/** A town has two holidays of its own a year. */
const localDays = 2;

/** The days that a calendar makes free in a year, in order, each with where it is from. */
export async function calendarYear(calendar: CalendarFile, year: number): Promise<CalendarYear> {
  const { country, region, also, except } = calendar.holidays;
  const inYear = (days: readonly string[]) => days.filter((day) => day.startsWith(`${year}-`));
  const own = (from: CalendarDay['from'], days: readonly string[]): readonly CalendarDay[] =>
    inYear(days).map((day) => ({ day, from, rule: null, name: null }));
  const local = calendar.local[year] ?? [];
  const known = (await holidaysIn(country, region, year)).map(({ day, rule, name, of }): CalendarDay => {
    return { day, from: of, rule, name };
  });
  const days = [...known, ...own('also', also), ...own('local', local), ...own('except', except)];
  return {
    year,
    days: days.sort((a, b) => a.day.localeCompare(b.day)),
    localMissing: Math.max(0, localDays - local.length),
    library: holidayLibrary,
  };
}

/** In a worker, since the library takes a fifth of a second and 45 MB. */
function holidaysIn(country: string, region: string, year: number): Promise<readonly NamedHoliday[]> {
  const name = `${country} ${region} ${year}`;
  const known = looked.get(name);
  if (known !== undefined) return known;
  const days = runInWorker<readonly NamedHoliday[]>(new URL('./holidayNamesWorker.ts', import.meta.url), {
    country,
    region,
    year,
  });
  if (looked.size >= mostKept) looked.clear();
  looked.set(name, days);
  days.catch(() => looked.delete(name));
  return days;
}

/** Years for which the town's own holidays should be known by now, and are not: this one, and from October the next. */
export function yearsWithoutLocalDays({ local }: Pick<CalendarFile, 'local'>, now: number): readonly number[] {
  const today = new Date(now);
  const year = today.getUTCFullYear();
  const isSoon = today.getUTCMonth() >= 9;
  return [year, ...(isSoon ? [year + 1] : [])].filter((each) => (local[each]?.length ?? 0) < localDays);
}
