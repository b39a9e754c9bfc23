import type { AttentionHours, AttentionPeriod } from '../../core/model/accountRecord.ts';
import { createLruCache, type LruCache } from '../../core/util/lruCache.ts';
import { addCalendarDays, weekdayOf } from './day.ts';
import { maxPauseDays, neverWorked, type WorkCalendar, type WorkingHours } from './workCalendar.ts';
import { instantOf, wallTime } from './zone.ts';

/** A period of attention: from `start` up to, not including, `end`, milliseconds since 1970. */
export interface Opening {
  readonly start: number;
  readonly end: number;
}

/** Days of which the openings are kept, for each hours (up to twice as many): the deadlines of a day look at some weeks. */
const daysKept = 100;

/** The openings that were looked at, for as long as the hours are in use, under the calendar that they were found with. */
const known = new WeakMap<AttentionHours, { calendar: WorkCalendar; openings: LruCache<string, readonly Opening[]> }>();

/** The openings of one day (`YYYY-MM-DD`), in order; none on a holiday. */
export function openingsOn(work: WorkingHours, day: string): readonly Opening[] {
  const { hours, calendar } = work;
  let kept = known.get(hours);
  if (kept?.calendar !== calendar) {
    kept = { calendar, openings: createLruCache(daysKept) };
    known.set(hours, kept);
  }
  let openings = kept.openings.get(day);
  if (openings === undefined) {
    openings = findOpenings(work, day);
    kept.openings.set(day, openings);
  }
  return openings;
}

function findOpenings({ hours, calendar }: WorkingHours, day: string): readonly Opening[] {
  if (calendar.holidays.has(day)) return [];
  const weekday = weekdayOf(day);
  return (
    periodsOn(hours, day)
      .filter(({ days }) => days.includes(weekday))
      .map(({ from, until }) => ({
        start: instantOf(calendar.timeZone, day, minutesOf(from)),
        end: instantOf(calendar.timeZone, day, minutesOf(until)),
      }))
      // A period may be entirely in an hour that a clock change skips.
      .filter(({ start, end }) => start < end)
      .sort((a, b) => a.start - b.start)
  );
}

/**
 * The openings that end at an instant or later, in order, without end.
 * @throws {CodedError} `content.invalid` when there are no attention hours at all
 */
export function* openingsFrom(work: WorkingHours, instant: number): Generator<Opening> {
  let pause = 0;
  // A period until midnight ends at the start of the next day.
  let day = addCalendarDays(wallTime(work.calendar.timeZone, instant).day, -1);
  for (; ; day = addCalendarDays(day, 1)) {
    const openings = openingsOn(work, day);
    pause = openings.length > 0 ? 0 : pause + 1;
    if (pause > maxPauseDays) throw neverWorked();
    yield* openings.filter(({ end }) => end >= instant);
  }
}

/** The periods of attention of a day (`YYYY-MM-DD`) by its weekday and season, in order, whether or not it is a holiday. */
export function periodsOfDay(hours: AttentionHours, day: string): readonly AttentionPeriod[] {
  const weekday = weekdayOf(day);
  return periodsOn(hours, day)
    .filter(({ days }) => days.includes(weekday))
    .sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
}

function periodsOn({ periods, summer }: AttentionHours, day: string): readonly AttentionPeriod[] {
  if (summer === null) return periods;
  const { from, until } = summer;
  const date = day.slice(5);
  // In the southern hemisphere summer includes the new year.
  const isSummer = from <= until ? from <= date && date <= until : from <= date || date <= until;
  return isSummer ? summer.periods : periods;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
