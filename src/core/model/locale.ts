/** The languages in which the bot answers, the city's own first. */
export const locales = ['ca', 'es', 'en'] as const;

export type Locale = (typeof locales)[number];

/** One text in every language of the bot. */
export type Localised<T = string> = Readonly<Record<Locale, T>>;

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}
