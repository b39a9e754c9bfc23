import { type Locale, locales } from '../core/model/locale.ts';
import type { Detection } from '../core/ports/knowledge.ts';
import { plainWords } from '../core/util/plainWords.ts';
import type { SmalltalkFile } from './schema/talk.ts';

/** Every wording of an entry in one language: those that are learnt from, and those that count word for word only. */
export function wordingsOf({ questions, words }: SmalltalkFile['entries'][number], locale: Locale): readonly string[] {
  return [...(questions?.[locale] ?? []), ...(words?.[locale] ?? [])];
}

/** Small talk that a whole text is. */
export interface SmallTalk {
  /** Id of its entry; null when the text says anything else. */
  entryOf(text: string): string | null;
  /** The language of small talk, which never tells enough to change that of a conversation; null for any other text. */
  languageOf(text: string): Detection | null;
}

interface Phrase {
  readonly entry: string;
  /** Languages in whose list it stands. */
  readonly locales: Set<Locale>;
}

interface Found {
  readonly entry: string;
  readonly locales: readonly Locale[];
}

/** Longest text, in words and in characters, that may be nothing but small talk. */
const maxWords = 12;
const maxCharacters = 120;
/** Stands in an entry's list for every sign that no other entry names. */
const anySign = '*';
const sign = /\p{Extended_Pictographic}/gu;
/** How sure the language is of a greeting that one language has alone. */
const languageConfidence = 0.9;

/**
 * Prepares the small talk that editors wrote. The rule: a text that consists of listed wordings and nothing else, in any
 * order, however often and with however many letters ("holaaa bon dia!!"), is small talk, of the entry whose wording is
 * the longest. So is one without any word: by the first sign in it that an entry lists, or else by the entry for any sign.
 */
export function createSmallTalk({ entries }: SmalltalkFile): SmallTalk {
  const phrases = new Map<string, Phrase>();
  const signs = new Map<string, string>();
  for (const entry of entries) {
    const { id, emoji } = entry;
    // What an older version stored lists no signs.
    for (const one of emoji ?? []) signs.set(one.match(sign)?.[0] ?? one, id);
    for (const locale of locales) {
      for (const wording of wordingsOf(entry, locale)) {
        const key = squash(plainWords(wording));
        const phrase = phrases.get(key) ?? { entry: id, locales: new Set() };
        phrases.set(key, phrase);
        phrase.locales.add(locale);
      }
    }
  }
  const longest = Math.max(0, ...[...phrases.keys()].map((key) => key.split(' ').length));

  const find = (text: string): Found | null => {
    if (text === '' || text.length > maxCharacters) return null;
    const written = plainWords(text);
    if (written === '') {
      const known = text.match(sign)?.find((one) => signs.has(one));
      const entry = signs.get(known ?? anySign);
      return entry === undefined ? null : { entry, locales };
    }
    const words = squash(written).split(' ');
    if (words.length > maxWords) return null;
    const pieces = piecesOf(words, 0);
    const [first] = pieces ?? [];
    if (pieces === null || first === undefined) return null;
    const main = pieces.reduce((best, part) => (part.key.length >= best.key.length ? part : best), first);
    return {
      entry: main.phrase.entry,
      locales: locales.filter((locale) => pieces.every(({ phrase }) => phrase.locales.has(locale))),
    };
  };

  /** The phrases of which words consist from one of them on; null when something is left. */
  const piecesOf = (words: readonly string[], from: number): readonly { key: string; phrase: Phrase }[] | null => {
    if (from === words.length) return [];
    for (let length = Math.min(longest, words.length - from); length > 0; length--) {
      const key = words.slice(from, from + length).join(' ');
      const phrase = phrases.get(key);
      const rest = phrase === undefined ? null : piecesOf(words, from + length);
      if (phrase !== undefined && rest !== null) return [{ key, phrase }, ...rest];
    }
    return null;
  };

  return {
    entryOf: (text) => find(text)?.entry ?? null,
    languageOf(text) {
      const found = find(text);
      if (found === null) return null;
      const [only] = found.locales;
      if (only !== undefined && found.locales.length === 1)
        return { locale: only, confidence: languageConfidence, isDistinctive: false };
      // Where several languages have it, it tells none: who wrote "ok" first is answered as the place is.
      return { locale: only ?? 'ca', confidence: 0, isDistinctive: false };
    },
  };
}

/** Words with each letter and syllable once where it stands several times in a row: "holaaa" is "hola", "jajaja" "ja". */
function squash(words: string): string {
  return words.replace(/(\p{L}{1,2}?)\1+/gu, '$1');
}
