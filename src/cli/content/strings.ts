import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';

/** All output strings of `npm run content --` in one language. */
export type ContentStrings = typeof ca.content;

const all: Localised<ContentStrings> = { ca: ca.content, es: es.content, en: en.content };

export function contentStrings(locale: Locale): ContentStrings {
  return all[locale];
}
