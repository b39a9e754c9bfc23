import Holidays from 'date-holidays';
import type { HolidayRegion } from './holidayRegion.ts';

/** Years whose public holidays are looked up: fixed, so that the same content means the same days whenever it is read. */
export const knownYears = { first: 2020, last: 2060 };

/**
 * Public holidays of a country and one of its regions in all known years, `YYYY-MM-DD`, in their order; empty for a
 * place that the library does not know. Days to which it moves a holiday are left out: which ones move is decided
 * every year by an order, which the council's own calendar follows.
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
