import type { Locale } from '../../core/model/locale.ts';

/** A time as people in the city read it: day and time. `timeZone`: a name of the IANA list. */
export function momentOf(at: number, locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
}
