import Holidays from 'date-holidays';
import type { HolidayRegion } from './holidayRegion.ts';

/** Years whose public holidays are looked up: fixed, so that the same content always means the same days. */
export const knownYears = { first: 2020, last: 2060 };

/** A public holiday of one year, with what the library calls it and by which rule it finds the day. */
export interface NamedHoliday {
  readonly day: string;
  readonly rule: string;
  readonly name: string;
  /** Whether the whole country has it, or the region alone. */
  readonly of: 'country' | 'region';
}

/** The public holidays of a region in a year, by name. Look up in a worker, as below. */
export function namedHolidays({
  country,
  region,
  year,
}: HolidayRegion & { readonly year: number }): readonly NamedHoliday[] {
  const inYear = (library: Holidays) => library.getHolidays(year).filter(({ substitute }) => !substitute);
  const library = new Holidays(country, region, { types: ['public'] });
  if (library.getStates(country)?.[region] === undefined) return [];
  const common = new Set(inYear(new Holidays(country, { types: ['public'] })).map(({ date }) => date));
  return inYear(library).map(({ date, rule, name }) => {
    return { day: date.slice(0, 10), rule, name, of: common.has(date) ? 'country' : 'region' };
  });
}

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
