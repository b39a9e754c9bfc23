import type { CalendarFile, Protocol, ProtocolFile } from './protocol.ts';

/**
 * Compiles a protocol from the council's checked files. `publicHolidays` are those of country and region
 * (`YYYY-MM-DD`), `version` identifies all three.
 */
export function createProtocol(
  file: ProtocolFile,
  calendar: CalendarFile,
  publicHolidays: readonly string[],
  version: string,
): Protocol {
  const { also, except } = calendar.holidays;
  const holidays = new Set([...publicHolidays, ...also, ...Object.values(calendar.local).flat()]);
  for (const day of except) holidays.delete(day);
  const common = calendar.hours[calendar.hoursOf];
  if (common === undefined) throw new RangeError(`calendar without the hours of ${calendar.hoursOf}`);
  return {
    ...file,
    version,
    calendar: { timeZone: calendar.timeZone, workingDays: calendar.workingDays, holidays },
    local: calendar.local,
    hours: (department) => calendar.hours[department] ?? common,
    fallback: calendar.hoursOf,
  };
}
