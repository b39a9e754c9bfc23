import type { Locale as DiscordLocale } from 'discord.js';
import { isLocale, type Locale, locales } from '../../src/core/model/locale.ts';

/** The languages of Discord's interface that we support. Discord has no Catalan: Catalan speakers use another one. */
export const discordLocales: readonly { readonly tag: `${DiscordLocale}`; readonly locale: Locale }[] = [
  { tag: 'es-ES', locale: 'es' },
  { tag: 'es-419', locale: 'es' },
  { tag: 'en-GB', locale: 'en' },
  { tag: 'en-US', locale: 'en' },
];

/** Language of a person's Discord client, if we support it. */
export function clientLocaleOf(tag: string | undefined): Locale | null {
  const language = tag?.split('-', 1)[0];
  return isLocale(language) && locales.includes(language) ? language : null;
}
