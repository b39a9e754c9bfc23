import type { Locale } from '../../core/model/locale.ts';

/** "24 November 2026", as here. */
const languages: Readonly<Record<Locale, string>> = { ca: 'ca', es: 'es', en: 'en-GB' };
/** Made when a page first needs one: each takes some milliseconds, which a start would wait for. */
const formats = new Map<Locale, Intl.DateTimeFormat>();

/** A day in words, by UTC. */
export function longDate(at: number, locale: Locale): string {
  const format =
    formats.get(locale) ?? new Intl.DateTimeFormat(languages[locale], { dateStyle: 'long', timeZone: 'UTC' });
  formats.set(locale, format);
  return format.format(at);
}
