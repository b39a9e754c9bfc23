import { openingsFrom, openingsOn } from './openings.ts';
import { neverWorked, type WorkingHours } from './workCalendar.ts';
import { wallTime } from './zone.ts';

const minuteMs = 60_000;

/** Whether an instant (milliseconds since 1970) is inside attention hours; closing time itself is outside. */
export function isWithin(work: WorkingHours, instant: number): boolean {
  return closingTime(work, instant) !== null;
}

/** When attention ends that goes on at an instant, on the same day; null: nobody attends then. */
export function closingTime(work: WorkingHours, instant: number): number | null {
  const openings = openingsOn(work, wallTime(work.calendar.timeZone, instant).day);
  let closing: number | null = null;
  // In order, so that one period may go on where another ends.
  for (const { start, end } of openings) if (start <= (closing ?? instant) && instant < end) closing = end;
  return closing;
}

/**
 * The instant by which so many minutes of attention have passed; minutes may have fractions and are not negative. It is
 * inside an opening or at its very end. With 0 minutes it is `from` itself, or the next opening.
 * @throws {CodedError} `content.invalid` when there are no attention hours at all
 */
export function addWorkingTime(work: WorkingHours, from: number, minutes: number): number {
  let left = minutes * minuteMs;
  for (const { start, end } of openingsFrom(work, from)) {
    const begin = Math.max(start, from);
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  throw neverWorked();
}

/**
 * The instant itself inside attention hours, else the next opening.
 * @throws {CodedError} `content.invalid` when there are no attention hours at all
 */
export function nextOpening(work: WorkingHours, instant: number): number {
  for (const { start, end } of openingsFrom(work, instant)) if (instant < end) return Math.max(start, instant);
  throw neverWorked();
}

/**
 * Minutes of attention between two instants; 0 when the second is not later.
 * @throws {CodedError} `content.invalid` when there are no attention hours at all
 */
export function workingTimeBetween(work: WorkingHours, from: number, until: number): number {
  let sum = 0;
  for (const { start, end } of openingsFrom(work, from)) {
    if (start >= until) break;
    sum += Math.max(0, Math.min(end, until) - Math.max(start, from));
  }
  return sum / minuteMs;
}
