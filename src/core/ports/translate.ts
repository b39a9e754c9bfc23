import type { Locale } from '../model/locale.ts';
import type { PhraseKey } from '../model/phrase.ts';
/** Phrases of the bot by key, with variables filled in. */
export type Translate = (key: PhraseKey, locale: Locale, variables: Readonly<Record<string, string>>) => string;
