import type { AttentionHours, Weekday } from '../../core/model/accountRecord.ts';
import { CodedError } from '../../core/model/errors.ts';
import { addCalendarDays, weekdayOf } from './day.ts';

/** Which days are worked in a place, and by which clocks. */
export interface WorkCalendar {
  /** A name of the IANA list, as in `Europe/Madrid`. */
  readonly timeZone: string;
  readonly workingDays: readonly Weekday[];
  /** `YYYY-MM-DD`, all of them: of the country, the region and the town. */
  readonly holidays: ReadonlySet<string>;
}

/** When somebody works: their hours on days that are no holidays. */
export interface WorkingHours {
  readonly hours: AttentionHours;
  readonly calendar: WorkCalendar;
}

/** Days in a row without work after which a calendar is taken for a mistake. */
export const longestPause = 400;

export function isWorkingDay(calendar: WorkCalendar, day: string): boolean {
  return calendar.workingDays.includes(weekdayOf(day)) && !calendar.holidays.has(day);
}

/**
 * The day that is the nth working day after a day, which itself does not count.
 * @throws {CodedError} `content.invalid` when the calendar has no working days
 */
export function addWorkingDays(calendar: WorkCalendar, from: string, days: number): string {
  let day = from;
  for (let left = days, pause = 0; left > 0; ) {
    day = addCalendarDays(day, 1);
    pause = isWorkingDay(calendar, day) ? 0 : pause + 1;
    if (pause === 0) left -= 1;
    if (pause > longestPause) throw neverWorked();
  }
  return day;
}

export function neverWorked(): CodedError {
  return new CodedError(
    'content.invalid',
    `Nobody works on any of ${longestPause} days in a row. Mend holidays and hours in dialogs/calendar.yaml.`,
  );
}
