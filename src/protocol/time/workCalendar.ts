import type { AttentionHours, Weekday } from '../../core/model/accountRecord.ts';
import { CodedError } from '../../core/model/errors.ts';
import { addCalendarDays, weekdayOf } from './day.ts';

/** The working days of a region, and its time zone. */
export interface WorkCalendar {
  /** A name of the IANA list, as in `Europe/Madrid`. */
  readonly timeZone: string;
  readonly workingDays: readonly Weekday[];
  /** `YYYY-MM-DD`, all of them: of the country, the region and the town. */
  readonly holidays: ReadonlySet<string>;
}

/** Attention hours: the hours of a department on days that are not holidays. */
export interface WorkingHours {
  readonly hours: AttentionHours;
  readonly calendar: WorkCalendar;
}

/** Most days in a row without work; more count as a mistake in the calendar. */
export const maxPauseDays = 400;

export function isWorkingDay(calendar: WorkCalendar, day: string): boolean {
  return calendar.workingDays.includes(weekdayOf(day)) && !calendar.holidays.has(day);
}

/**
 * The nth working day after a day, which itself does not count.
 * @throws {CodedError} `content.invalid` when the calendar has no working days
 */
export function addWorkingDays(calendar: WorkCalendar, from: string, days: number): string {
  let day = from;
  for (let left = days, pause = 0; left > 0; ) {
    day = addCalendarDays(day, 1);
    pause = isWorkingDay(calendar, day) ? 0 : pause + 1;
    if (pause === 0) left -= 1;
    if (pause > maxPauseDays) throw neverWorked();
  }
  return day;
}

export function neverWorked(): CodedError {
  return new CodedError(
    'content.invalid',
    `Nobody works on any of ${maxPauseDays} days in a row. Fix holidays and hours in dialogs/calendar.yaml.`,
  );
}
