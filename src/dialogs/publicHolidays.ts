import { runInWorker } from '../language/inWorker.ts';
import type { CalendarFile } from '../protocol/index.ts';
import { type HolidayPlace, holidayLibrary, type PublicHolidays } from '../protocol/time/index.ts';

/**
 * The public holidays that a calendar needs: those of `last` where they are of the same place and library, else looked
 * up in a worker, since the library takes a fifth of a second and 45 MB that nobody needs again.
 * @throws {CodedError} `index.failed`
 */
export async function findPublicHolidays(
  { holidays: { country, region } }: CalendarFile,
  last: PublicHolidays | undefined,
): Promise<PublicHolidays> {
  if (last?.country === country && last.region === region && last.library === holidayLibrary) return last;
  const place: HolidayPlace = { country, region };
  const days = await runInWorker<readonly string[]>(new URL('./publicHolidaysWorker.ts', import.meta.url), place);
  return { country, region, library: holidayLibrary, days };
}
