import { type Weekday, weekdays } from '../../core/model/accountRecord.ts';
import { dayMs } from './zone.ts';

/** The day of the week of a day (`YYYY-MM-DD`). */
export function weekdayOf(day: string): Weekday {
  return weekdays[(new Date(day).getUTCDay() + 6) % 7] as Weekday;
}

/** The day (`YYYY-MM-DD`) so many calendar days later. */
export function addCalendarDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day so many months later, or the last of that month where it is shorter: 31 January + 1 is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
