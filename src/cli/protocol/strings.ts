import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Locale, Localised } from '../../core/model/locale.ts';

/** All output strings of `npm run protocol:…` in one language. */
export type ProtocolStrings = typeof ca.protocol;

const all: Localised<ProtocolStrings> = { ca: ca.protocol, es: es.protocol, en: en.protocol };

export function protocolStrings(locale: Locale): ProtocolStrings {
  return all[locale];
}
