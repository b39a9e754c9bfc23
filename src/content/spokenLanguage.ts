import { locales } from '../core/model/locale.ts';
import { plainWords } from '../core/util/plainWords.ts';
import type { LanguagesFile } from './schema/understandingFiles.ts';

/** Longest text, in words, that asks who speaks a language and nothing else. */
const mostWords = 12;

/**
 * Creates the function that says which language (BCP 47) somebody asks to be spoken to in: "does anyone speak English",
 * "in English please". Null: none, or several are named.
 */
export function createSpokenLanguage(file: LanguagesFile): (text: string) => string | null {
  const { speaking = [], beside = [], own, languages } = file;
  const verbs = new Set(speaking.map(plainWords));
  const fillers = new Set(beside.map(plainWords));
  const ids = new Map<string, string>();
  for (const locale of locales) for (const name of own?.[locale] ?? []) ids.set(plainWords(name), locale);
  for (const { id, name, names = [] } of languages) for (const each of [name, ...names]) ids.set(plainWords(each), id);

  return (text) => {
    const words = plainWords(text).split(' ');
    if (words.length > mostWords) return null;
    const named = new Set(words.flatMap((word) => ids.get(word) ?? []));
    const [only, another] = named;
    if (only === undefined || another !== undefined) return null;
    const isAsked = words.some((word) => verbs.has(word));
    const isBare = words.length > 1 && words.every((word) => ids.has(word) || fillers.has(word));
    return isAsked || isBare ? only : null;
  };
}
