import type { Locale as DiscordLocale } from 'discord.js';
import { isLocale, type Locale, locales } from '../../src/core/model/locale.ts';

/** The languages of Discord's interface that are ours. It has no Catalan: whoever reads Catalan has chosen another. */
export const discordLocales: readonly { readonly tag: `${DiscordLocale}`; readonly locale: Locale }[] = [
  { tag: 'es-ES', locale: 'es' },
  { tag: 'es-419', locale: 'es' },
  { tag: 'en-GB', locale: 'en' },
  { tag: 'en-US', locale: 'en' },
];

/** Language of a person's Discord, if it is one of ours. */
export function localeOf(tag: string | undefined): Locale | null {
  const language = tag?.split('-', 1)[0];
  return isLocale(language) && locales.includes(language) ? language : null;
}
