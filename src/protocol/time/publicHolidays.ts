import Holidays from 'date-holidays';
import type { HolidayRegion } from './holidayRegion.ts';

/** Years whose public holidays are looked up: fixed, so that the same content always means the same days. */
export const knownYears = { first: 2020, last: 2060 };

/**
 * Public holidays of a country and one of its regions in all supported years, `YYYY-MM-DD`, ascending; empty for a
 * region that the library does not know. Substitute days are left out: a yearly order decides them, which the council's
 * own calendar follows.
 *
 * The library takes 45 MB that a process never needs again: look up in a worker.
 */
export function publicHolidays({ country, region }: HolidayRegion): readonly string[] {
  const library = new Holidays(country, region, { types: ['public'] });
  if (library.getStates(country)?.[region] === undefined) return [];
  const days = new Set<string>();
  for (let year = knownYears.first; year <= knownYears.last; year++) {
    for (const { date, substitute } of library.getHolidays(year)) if (!substitute) days.add(date.slice(0, 10));
  }
  return [...days].sort();
}
