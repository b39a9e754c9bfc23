import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';

/** All output strings of `npm run accounts` in one language. */
export type AccountStrings = typeof ca.accounts;

const all: Localised<AccountStrings> = { ca: ca.accounts, es: es.accounts, en: en.accounts };

export function accountStrings(locale: Locale): AccountStrings {
  return all[locale];
}
