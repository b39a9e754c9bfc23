import type { Absence } from '../../src/core/model/desk/absence.ts';
import type { Locale } from '../../src/core/model/locale.ts';
import { type DateStyle, formatDate } from './model/formatDate.ts';
import { state, townZone } from './state.ts';
import { datesIn } from './strings.ts';

/** A time in a language, by the town's clock, wherever this machine is: citizens are given the same hour. */
export const showDate = (at: number, style: DateStyle, locale: Locale): string =>
  formatDate(at, style, datesIn(locale), townZone(state.get()));

/** A day, `YYYY-MM-DD`, in a language; a text that is no day as it is. */
export function showDay(day: string, locale: Locale): string {
  const at = Date.parse(`${day}T00:00Z`);
  return Number.isNaN(at) ? day : formatDate(at, 'date', datesIn(locale), 'UTC');
}

/** The last day of an absence, which ends with it. */
export const showLastDay = ({ until }: Pick<Absence, 'until'>, locale: Locale): string =>
  showDate(until - 1, 'date', locale);
