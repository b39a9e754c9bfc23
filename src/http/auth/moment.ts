import type { Locale } from '../../core/model/locale.ts';

/** A time as people in the city read it: day and time. */
export function momentOf(at: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Madrid' }).format(
    at,
  );
}
