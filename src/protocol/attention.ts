import type { DayOpening } from '../core/model/protocol.ts';
import type { Circumstances } from './decision.ts';
import type { Protocol } from './protocol.ts';
import { closingTime, nextOpening, periodsOfDay, workingTimeBetween } from './time/index.ts';

/**
 * Whether people attend an account at a time; `until`: then they stop, or begin again. By the same hours as deadlines.
 * @throws {CodedError} `content.invalid` when there are no attention hours at all
 */
export function attentionOf(
  protocol: Protocol,
  { department, hours }: Circumstances['account'],
  at: number,
): { readonly open: boolean; readonly until: number } {
  const work = hoursOf(protocol, { department, hours });
  const closing = closingTime(work, at);
  return closing === null ? { open: false, until: nextOpening(work, at) } : { open: true, until: closing };
}

/** Minutes of attention between two times, by the hours of an account. */
export function workingMinutesOf(
  protocol: Protocol,
  account: Circumstances['account'],
  from: number,
  until: number,
): number {
  return until <= from ? 0 : workingTimeBetween(hoursOf(protocol, account), from, until);
}

/** When a department is open on a day (`YYYY-MM-DD`) by its weekday and season, and whether that day is a holiday. */
export function dayOpeningOf(protocol: Protocol, department: string, day: string): DayOpening {
  const periods = periodsOfDay(protocol.hours(department), day).map(({ from, until }) => ({ from, until }));
  return { periods, isHoliday: protocol.calendar.holidays.has(day) };
}

function hoursOf(protocol: Protocol, { department, hours }: Pick<Circumstances['account'], 'department' | 'hours'>) {
  return { hours: hours ?? protocol.hours(department ?? protocol.fallback), calendar: protocol.calendar };
}
