import { console as ca, protocol } from '../../../locales/ca.json';
import type { Locale } from '../../../src/core/model/locale.ts';

/** All texts of the console in one language. */
export type ConsoleStrings = typeof ca;

/** The names of what the protocol knows: kinds, traits, actions, units. */
export type ProtocolLabels = typeof protocol;

interface Texts {
  readonly texts: ConsoleStrings;
  readonly protocol: ProtocolLabels;
}

const catalan: Texts = { texts: ca, protocol };
const others = { es: () => import('./es.ts'), en: () => import('./en.ts') } as const;
const loaded = new Map<Locale, Texts>([['ca', catalan]]);

/** Loads the texts of a language; those in Catalan come with the console. Before anything is shown in it. */
export async function loadTexts(locale: Locale): Promise<void> {
  if (locale === 'ca' || loaded.has(locale)) return;
  loaded.set(locale, await others[locale]());
}

/** The texts of a language; of one that could not be loaded, those in Catalan. */
export const loadedTexts = (locale: Locale): Texts => loaded.get(locale) ?? catalan;
