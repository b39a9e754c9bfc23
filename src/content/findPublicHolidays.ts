import { runInWorker } from '../language/inWorker.ts';
import type { CalendarFile } from '../protocol/index.ts';
import { type HolidayRegion, holidayLibrary, type PublicHolidays } from '../protocol/time/index.ts';
import type { Derive } from './load/parsedFiles.ts';

/** Days by region, cached for the life of the process; a failed lookup is retried. */
const looked = new Map<string, Promise<readonly string[]>>();

/**
 * The public holidays for a calendar: those of `last`, or those that were kept, if region and library version are the
 * same, else looked up in a worker, since the library takes a fifth of a second and 45 MB that are not needed again.
 * @throws {CodedError} `index.failed`
 */
export async function findPublicHolidays(
  { holidays: { country, region } }: CalendarFile,
  last: PublicHolidays | undefined,
  derive: Derive,
): Promise<PublicHolidays> {
  const isLast = last?.country === country && last.region === region && last.library === holidayLibrary;
  const input = JSON.stringify([country, region, holidayLibrary]);
  // Also where they are known from before: what is kept must not depend on that.
  const make = async () => (isLast ? last.days : lookUp({ country, region }));
  const days = await derive('(public holidays)', input, make);
  return isLast ? last : { country, region, library: holidayLibrary, days };
}

function lookUp(region: HolidayRegion): Promise<readonly string[]> {
  const name = `${region.country} ${region.region}`;
  const known = looked.get(name);
  if (known !== undefined) return known;
  const days = runInWorker<readonly string[]>(new URL('./publicHolidaysWorker.ts', import.meta.url), region);
  looked.set(name, days);
  days.catch(() => looked.delete(name));
  return days;
}
