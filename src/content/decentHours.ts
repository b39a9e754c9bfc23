import type { DecentHours } from '../core/model/announcements/decentHours.ts';
import { addCalendarDays, instantOf, type WorkCalendar, wallTime, weekdayOf } from '../protocol/time/index.ts';
import type { SubscriptionsFile } from './schema/subscriptions.ts';

/** The hours of dialogs/subscriptions.yaml in a calendar. An hour that a clock change skips is the moment of the change. */
export function createDecentHours(
  { hours, holidays, digest }: Pick<SubscriptionsFile, 'hours' | 'holidays' | 'digest'>,
  { timeZone, holidays: free }: WorkCalendar,
): DecentHours {
  function on(day: string): { readonly start: number; readonly end: number; readonly digest: number } {
    const { from, until } = weekdayOf(day) === 'sun' || free.has(day) ? holidays : hours;
    const start = instantOf(timeZone, day, minutesOf(from));
    const end = instantOf(timeZone, day, minutesOf(until));
    // On days that end earlier it is the last thing that is sent.
    const summary = Math.min(end - 60_000, Math.max(start, instantOf(timeZone, day, minutesOf(digest))));
    return { start, end, digest: summary };
  }

  function from(at: number, find: (day: ReturnType<typeof on>) => number | null): number {
    for (let { day } = wallTime(timeZone, at); ; day = addCalendarDays(day, 1)) {
      const found = find(on(day));
      if (found !== null) return found;
    }
  }

  return {
    next: (at) => from(at, ({ start, end }) => (at < end ? Math.max(start, at) : null)),
    digest: (at) => from(at, (day) => (at <= day.digest ? day.digest : null)),
    opens: (day) => on(day).start,
  };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
