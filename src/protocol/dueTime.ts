import type { Duration } from './protocol.ts';
import {
  addCalendarDays,
  addMonths,
  addWorkingDays,
  addWorkingTime,
  instantOf,
  nextOpening,
  type WorkingHours,
  wallTime,
  workingTimeBetween,
} from './time/index.ts';

const endOfDay = 24 * 60;

/**
 * End of a duration that begins at an instant, milliseconds since 1970. Durations in days and months exclude the day on
 * which they begin, and last until the end of their last day.
 */
export function dueTime(duration: Duration, work: WorkingHours, from: number): number {
  const { calendar } = work;
  const { timeZone } = calendar;
  const dayOf = (instant: number) => wallTime(timeZone, instant).day;
  switch (duration.unit) {
    case 'at-once':
      return from;
    case 'working-hours':
      return addWorkingTime(work, from, duration.amount * 60);
    case 'working-days': {
      const first = dayOf(duration.start === 'arrival' ? from : nextOpening(work, from));
      return instantOf(timeZone, addWorkingDays(calendar, first, duration.amount), endOfDay);
    }
    case 'calendar-days':
      return instantOf(timeZone, addCalendarDays(dayOf(from), duration.amount), endOfDay);
    case 'months':
      return instantOf(timeZone, addMonths(dayOf(from), duration.amount), endOfDay);
  }
}

/**
 * End of a deadline after an extension by a fraction of itself (0.5: half as long again): the end of that day. Whole
 * months are extended by months (GDPR art. 12.3: two further ones), any other fraction by days.
 */
export function extendedTime(duration: Duration, work: WorkingHours, from: number, extension: number): number {
  const more = duration.unit === 'months' ? duration.amount * extension : Number.NaN;
  if (duration.unit === 'months' && Number.isInteger(more))
    return dueTime({ ...duration, amount: duration.amount + more }, work, from);
  const due = dueTime(duration, work, from);
  const { timeZone } = work.calendar;
  const day = (instant: number) => Date.parse(wallTime(timeZone, instant).day);
  // A deadline ends with a day, which is the beginning of the next one.
  const last = day(due - 1);
  const days = Math.floor(((last - day(from)) / 86_400_000) * extension);
  return instantOf(timeZone, addCalendarDays(wallTime(timeZone, due - 1).day, days), endOfDay);
}

/**
 * When to notify that a fraction of a duration has passed (0.5: half of it; above 1: overdue): counted in working time
 * where the duration is in working time, else by the clock, and then moved into attention hours, if that is not too
 * late.
 */
export function fractionTime(duration: Duration, work: WorkingHours, from: number, fraction: number): number {
  if (duration.unit === 'at-once' || fraction === 0) return from;
  const due = dueTime(duration, work, from);
  const passed = partOf(duration, work, { from, due, fraction });
  const there = duration.unit === 'working-hours' ? passed : nextOpening(work, passed);
  return fraction < 1 && there > due ? passed : there;
}

function partOf(
  { unit }: Duration,
  work: WorkingHours,
  { from, due, fraction }: { from: number; due: number; fraction: number },
): number {
  if (fraction === 1) return due;
  if (unit === 'calendar-days' || unit === 'months') return Math.round(from + (due - from) * fraction);
  return addWorkingTime(work, from, workingTimeBetween(work, from, due) * fraction);
}
