import { console as ca } from '../../locales/ca.json';
import { console as en } from '../../locales/en.json';
import { console as es } from '../../locales/es.json';
import type { Locale } from '../../src/core/model/locale.ts';
import { useStore } from './observable.ts';
import { state } from './state.ts';

/** All texts of the console in one language. */
export type ConsoleStrings = typeof ca;

const all: Readonly<Record<Locale, ConsoleStrings>> = { ca, es, en };

export const localeNow = (): Locale => state.get().me?.locale ?? pageLocale();
export const stringsNow = (): ConsoleStrings => all[localeNow()];

export function useStrings(): ConsoleStrings {
  return all[useLocale()];
}

export function useLocale(): Locale {
  return useStore(state, ({ me }) => me?.locale ?? pageLocale());
}

/** The locale for dates: English as in Europe, with the day before the month. */
export const datesIn = (locale: Locale): string => (locale === 'en' ? 'en-GB' : locale);

/** The label of an enumeration's value; a value that this page does not know yet is shown as it is. */
export function named(names: Readonly<Record<string, string>>, value: string): string {
  return names[value] ?? value;
}

function pageLocale(): Locale {
  const { lang } = document.documentElement;
  return lang === 'es' || lang === 'en' ? lang : 'ca';
}
