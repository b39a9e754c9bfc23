import type { Locale } from '../../core/model/locale.ts';

const formats = {
  ca: new Intl.DateTimeFormat('ca', { dateStyle: 'long', timeZone: 'UTC' }),
  es: new Intl.DateTimeFormat('es', { dateStyle: 'long', timeZone: 'UTC' }),
  // "24 November 2026", as here.
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A day in words, by UTC. */
export function longDate(at: number, locale: Locale): string {
  return formats[locale].format(at);
}
