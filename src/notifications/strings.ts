import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import type { Locale } from '../core/model/locale.ts';

const all: Readonly<Record<Locale, (typeof ca)['notify']>> = { ca: ca.notify, es: es.notify, en: en.notify };

/** The texts of notifications, in a language. */
export const stringsIn = (locale: Locale) => all[locale];
