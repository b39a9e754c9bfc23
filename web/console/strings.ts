import { console as ca } from '../../locales/ca.json';
import { console as en } from '../../locales/en.json';
import { console as es } from '../../locales/es.json';
import type { Locale } from '../../src/core/model/locale.ts';
import { state } from './state.ts';
import { useStore } from './store.ts';

/** Everything that the console says in one language. */
export type Strings = typeof ca;

const all: Readonly<Record<Locale, Strings>> = { ca, es, en };

export const localeNow = (): Locale => state.get().me?.locale ?? pageLocale();
export const stringsNow = (): Strings => all[localeNow()];

export function useStrings(): Strings {
  return all[useLocale()];
}

export function useLocale(): Locale {
  return useStore(state, ({ me }) => me?.locale ?? pageLocale());
}

/** Language and country by which dates are written: English as in Europe, the day before the month. */
export const datesIn = (locale: Locale): string => (locale === 'en' ? 'en-GB' : locale);

/** What an enumeration's value is called; a value that is newer than this page says itself. */
export function named(names: Readonly<Record<string, string>>, value: string): string {
  return names[value] ?? value;
}

function pageLocale(): Locale {
  const { lang } = document.documentElement;
  return lang === 'es' || lang === 'en' ? lang : 'ca';
}
