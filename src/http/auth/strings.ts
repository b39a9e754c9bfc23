import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';

/** All texts of the sign-in pages in one language. */
export type AuthStrings = typeof ca.auth & { readonly locale: Locale };

const all: Localised<AuthStrings> = {
  ca: { ...ca.auth, locale: 'ca' },
  es: { ...es.auth, locale: 'es' },
  en: { ...en.auth, locale: 'en' },
};

export function authStrings(locale: Locale): AuthStrings {
  return all[locale];
}
