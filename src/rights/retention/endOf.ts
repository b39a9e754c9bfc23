import type { RetentionTime } from '../../core/model/rights/retention.ts';
import { addCalendarDays, addMonths, instantOf, wallTime } from '../../protocol/time/index.ts';

const endOfDay = 24 * 60;

/** End of a time that begins at an instant: the end of its last day where the town is, as deadlines of the protocol end. */
export function endOfRetention({ unit, amount }: RetentionTime, timeZone: string, from: number): number {
  const { day } = wallTime(timeZone, from);
  return instantOf(timeZone, unit === 'months' ? addMonths(day, amount) : addCalendarDays(day, amount), endOfDay);
}
