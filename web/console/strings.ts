import type { Locale } from '../../src/core/model/locale.ts';
import { useStore } from './observable.ts';
import { state } from './state.ts';
import { type ConsoleStrings, loadedTexts } from './texts/index.ts';

export type { ConsoleStrings };

export const localeNow = (): Locale => state.get().me?.locale ?? pageLocale();
export const stringsNow = (): ConsoleStrings => loadedTexts(localeNow()).texts;

export function useStrings(): ConsoleStrings {
  return loadedTexts(useLocale()).texts;
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

/** The language of the page, before it is known whose it is. */
export function pageLocale(): Locale {
  const { lang } = document.documentElement;
  return lang === 'es' || lang === 'en' ? lang : 'ca';
}
