import type { WorkingHours } from '../../src/protocol/time/index.ts';

/** Working time of a whole year, worked out slowly and plainly: what the clock shows, minute by minute. */
export interface Reference {
  /** The first minute, milliseconds since 1970. */
  readonly start: number;
  /** Of each minute from then on, whether somebody attends. */
  readonly open: readonly boolean[];
  /** The end of the nth open minute from a minute on (its index); null when it lies beyond the year. */
  add(from: number, minutes: number): number | null;
}

interface Shown {
  readonly day: string;
  readonly time: string;
  readonly weekday: string;
}

const years = new Map<number, { start: number; shown: readonly Shown[] }>();

/** What the clocks of Madrid show in each minute of a year. */
function clocksOf(year: number): { start: number; shown: readonly Shown[] } {
  const known = years.get(year);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Madrid',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const weekday = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Madrid', weekday: 'short' });
  const shown: Shown[] = [];
  const start = Date.parse(`${year}-01-01T00:00+01:00`);
  const end = Date.parse(`${year + 1}-01-01T00:00+01:00`);
  // Clocks change on the full hour: within one they run on.
  for (let instant = start; instant < end; instant += 3_600_000) {
    const [day = '', time = ''] = clock.format(instant).split(' ');
    const name = weekday.format(instant).toLowerCase();
    for (let minute = 0; minute < 60; minute++) {
      shown.push({ day, time: `${time.slice(0, 3)}${String(minute).padStart(2, '0')}`, weekday: name });
    }
  }
  years.set(year, { start, shown });
  return { start, shown };
}

export function referenceOf({ hours, calendar }: WorkingHours, year: number): Reference {
  const { start, shown } = clocksOf(year);
  const open: boolean[] = [];
  let latest = { day: '', time: '' };
  for (const { day, time, weekday } of shown) {
    // Where an hour comes twice, what began or ended in it the first time does not do so again.
    latest = { day, time: day === latest.day && latest.time > time ? latest.time : time };
    const { summer } = hours;
    const date = day.slice(5);
    const periods = summer !== null && summer.from <= date && date <= summer.until ? summer.periods : hours.periods;
    open.push(
      !calendar.holidays.has(day) &&
        periods.some(
          ({ days, from, until }) =>
            (days as readonly string[]).includes(weekday) && from <= latest.time && latest.time < until,
        ),
    );
  }
  return {
    start,
    open,
    add(from, minutes) {
      let left = minutes;
      for (let index = from; index < open.length; index++) {
        if (open[index]) left -= 1;
        if (left === 0) return start + (index + 1) * 60_000;
      }
      return null;
    },
  };
}
