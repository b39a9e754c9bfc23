import type { Weekday } from '../../../../../src/core/model/accountRecord.ts';
import { weekdays } from '../../../../../src/core/model/accountRecord.ts';
import type { Locale } from '../../../../../src/core/model/locale.ts';
import { datesIn } from '../../../strings.ts';

/** A Monday. */
const monday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

export function weekdayName(day: Weekday, locale: Locale, length: 'short' | 'long'): string {
  const at = monday + weekdays.indexOf(day) * dayMs;
  return new Intl.DateTimeFormat(datesIn(locale), { weekday: length, timeZone: 'UTC' }).format(at);
}

/** The name of a month, 0 for January. */
export function monthName(year: number, month: number, locale: Locale): string {
  return new Intl.DateTimeFormat(datesIn(locale), { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month, 1));
}

/** `2026-12-25` as "divendres 25". */
export function dayName(day: string, locale: Locale): string {
  const at = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(datesIn(locale), { weekday: 'long', day: 'numeric', timeZone: 'UTC' }).format(at);
}

/** `2026-12-25` with its month and year. */
export function wholeDay(day: string, locale: Locale): string {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at)
    ? day
    : new Intl.DateTimeFormat(datesIn(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
