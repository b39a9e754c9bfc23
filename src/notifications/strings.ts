import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Locale } from '../core/model/locale.ts';

const all: Readonly<Record<Locale, (typeof ca)['notify']>> = { ca: ca.notify, es: es.notify, en: en.notify };

/** The texts of notifications, in a language. */
export const stringsIn = (locale: Locale) => all[locale];

/** Fills `{name}` in a text. A name without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
