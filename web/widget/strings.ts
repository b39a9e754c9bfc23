import { widget as ca } from '../../locales/ca.json';
import { widget as en } from '../../locales/en.json';
import { widget as es } from '../../locales/es.json';
import type { Locale } from '../../src/core/model/locale.ts';
import { interpolate } from '../../src/core/util/interpolate.ts';

export type WordKey = keyof typeof ca;

const all: Readonly<Record<Locale, Readonly<Record<WordKey, string>>>> = { ca, es, en };

/** The texts of the interface in the current language. */
export interface WidgetStrings {
  (key: WordKey, values?: Readonly<Record<string, string | number>>): string;
  locale(): Locale;
  /** Language and country by which dates and hours are written. */
  dates(): string;
  use(locale: Locale): void;
  /** Runs a function now, and again whenever the language changes. */
  each(write: () => void): void;
}

export function createStrings(first: Locale): WidgetStrings {
  const writers: (() => void)[] = [];
  let locale = first;
  const say = (key: WordKey, values: Readonly<Record<string, string | number>> = {}) =>
    interpolate(all[locale][key], values);
  return Object.assign(say, {
    locale: () => locale,
    // English as it is written in Europe: 17:30, and the day before the month.
    dates: () => (locale === 'en' ? 'en-GB' : locale),
    use(next: Locale) {
      if (next === locale) return;
      locale = next;
      for (const write of writers) write();
    },
    each(write: () => void) {
      writers.push(write);
      write();
    },
  });
}
