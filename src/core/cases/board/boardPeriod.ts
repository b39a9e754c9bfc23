import type { BoardPace } from '../../model/desk/boardMail.ts';
import { dayIn, dayStart } from '../../util/dates.ts';

/** Hour of the day at which figures go out. */
const hourOfMail = 7;
const dayMs = 86_400_000;

/** The period whose figures are the newest to send. */
interface BoardPeriod {
  /** The same in every process: the day on which it is sent. */
  readonly id: string;
  /** From when on it is sent, milliseconds since 1970. */
  readonly dueAt: number;
  /** What is counted: opened from here on and before the day of sending. */
  readonly since: number;
  readonly until: number;
}

/** The newest period that is over: weeks end before Monday, months before the first, where the town is. Pure. */
export function boardPeriod(pace: BoardPace, timeZone: string, now: number): BoardPeriod {
  const begin = beginOf(pace, timeZone, now);
  const due = begin + hourOfMail * 3_600_000;
  if (due <= now) return periodFrom(pace, timeZone, begin);
  return periodFrom(pace, timeZone, beginOf(pace, timeZone, begin - dayMs / 2));
}

/** The period with an id, however late it is sent. Pure. */
export function boardPeriodWith(pace: BoardPace, timeZone: string, id: string): BoardPeriod {
  // Noon of that day, whatever the zone's offset.
  return periodFrom(pace, timeZone, dayStart(timeZone, Date.parse(`${id}T12:00Z`), 0));
}

function periodFrom(pace: BoardPace, timeZone: string, begin: number): BoardPeriod {
  return {
    id: dayIn(timeZone, begin),
    dueAt: begin + hourOfMail * 3_600_000,
    since: beginOf(pace, timeZone, begin - dayMs / 2),
    until: begin,
  };
}

/** The Monday, or the first of the month, on or before a time. */
function beginOf(pace: BoardPace, timeZone: string, at: number): number {
  const day = dayIn(timeZone, at);
  const back = pace === 'monthly' ? Number(day.slice(8)) - 1 : (new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7;
  return dayStart(timeZone, at, -back);
}
