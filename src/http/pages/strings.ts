import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';

/** All texts of our own pages in one language. */
export type PageStrings = typeof ca.pages;

const all: Localised<PageStrings> = { ca: ca.pages, es: es.pages, en: en.pages };

export function pageStrings(locale: Locale): PageStrings {
  return all[locale];
}

/** Values of `{{name}}` on the pages of one language: `council`, `site`, `electronicOffice` and so on. */
export type PageValues = Readonly<Record<string, string>>;
