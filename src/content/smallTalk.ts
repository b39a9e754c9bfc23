import { type Locale, locales } from '../core/model/locale.ts';
import type { Detection } from '../core/model/understanding.ts';
import { memoizeLast } from '../core/util/memoizeLast.ts';
import { plainWords } from '../core/util/plainWords.ts';
import { asksWhoAnswers } from './asksWhoAnswers.ts';
import { saysGoodDay } from './saysGoodDay.ts';
import type { SmalltalkFile } from './schema/talk.ts';
import type { LanguagesFile } from './schema/understandingFiles.ts';

/** Every wording of an entry in one language: the training wordings, and those that count only word for word. */
export function wordingsOf({ questions, words }: SmalltalkFile['entries'][number], locale: Locale): readonly string[] {
  return [...(questions?.[locale] ?? []), ...(words?.[locale] ?? [])];
}

const thanksEntry = 'smalltalk.thanks';
const goodbyeEntry = 'smalltalk.goodbye';
const machineEntry = 'smalltalk.robot';

/**
 * The same small talk, with how other languages say thanks and goodbye. Such a wording tells none of the bot's languages, even where
 * one of them has it as well: "merci".
 */
export function withForeignTalk(smalltalk: SmalltalkFile, { languages }: LanguagesFile): SmalltalkFile {
  const added = new Map([
    [thanksEntry, languages.flatMap(({ thanks = [] }) => thanks)],
    [goodbyeEntry, languages.flatMap(({ goodbye = [] }) => goodbye)],
  ]);
  const entries = smalltalk.entries.map((entry) => {
    const more = added.get(entry.id) ?? [];
    const wordsIn = (locale: Locale) => [...(entry.words?.[locale] ?? []), ...more];
    return { ...entry, words: { ca: wordsIn('ca'), es: wordsIn('es'), en: wordsIn('en') } };
  });
  return { ...smalltalk, entries };
}

/** Recognises texts that are nothing but small talk. */
export interface SmallTalk {
  /** Id of the entry; null when the text says anything else. */
  entryOf(text: string): string | null;
  /** Id of the entry that takes leave with which a text ends, or begins, apart from all else that it says; null: none. */
  leaveIn(text: string): string | null;
  /** The language of small talk, never certain enough to change that of a conversation; null for any other text. */
  languageOf(text: string): Detection | null;
}

interface Phrase {
  readonly entry: string;
  /** Whether it takes leave. */
  readonly closes: boolean;
  /** Languages whose list contains it. */
  readonly locales: Set<Locale>;
}

interface Found {
  readonly entry: string;
  readonly locales: readonly Locale[];
}

/** Longest text, in words and in characters, that may be nothing but small talk. */
const maxWords = 12;
const maxCharacters = 120;
/** In an entry's list, matches every emoji that no other entry lists. */
const anySign = '*';
const sign = /\p{Extended_Pictographic}/gu;
/** Probability of the language for a greeting that only one language has. */
const languageConfidence = 0.9;

/**
 * Compiles the small talk of the content. A text is small talk if it consists of listed wordings and nothing else, in
 * any order, any number of times and with any letters repeated ("holaaa bon dia!!"); leave-taking decides the entry, else
 * the longest wording. So is one that only asks whether a machine answers, or
 * says to have a good day, in any words. A text without words counts by its
 * first listed emoji, or else by the entry for any emoji.
 */
export function createSmallTalk({ entries }: SmalltalkFile): SmallTalk {
  const phrases = new Map<string, Phrase>();
  const signs = new Map<string, string>();
  for (const entry of entries) {
    const { id, emoji } = entry;
    // Content stored by an older version lists no emoji.
    for (const one of emoji ?? []) signs.set(one.match(sign)?.[0] ?? one, id);
    for (const locale of locales) {
      for (const wording of wordingsOf(entry, locale)) {
        const key = squash(plainWords(wording));
        const phrase = phrases.get(key) ?? { entry: id, closes: entry.closes === true, locales: new Set() };
        phrases.set(key, phrase);
        phrase.locales.add(locale);
      }
    }
  }
  const isKnown = (wanted: string) => entries.some(({ id }) => id === wanted);
  const [knowsMachine, knowsLeave] = [isKnown(machineEntry), isKnown(goodbyeEntry)];
  const longest = Math.max(0, ...[...phrases.keys()].map((key) => key.split(' ').length));

  // Asked for the entry and for the language.
  const find = memoizeLast((text): Found | null => {
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
    const leave = pieces.find(({ phrase }) => phrase.closes);
    const main = leave ?? pieces.reduce((best, part) => (part.key.length >= best.key.length ? part : best), first);
    return {
      entry: main.phrase.entry,
      locales: locales.filter((locale) => pieces.every(({ phrase }) => phrase.locales.has(locale))),
    };
  });

  /** The entry of a clause that is nothing but small talk and takes leave. */
  const leaveOf = (clause: string): string | null => {
    const words = squash(plainWords(clause)).split(' ');
    const pieces = words.length > maxWords ? null : piecesOf(words, 0);
    return pieces?.find(({ phrase }) => phrase.closes)?.phrase.entry ?? null;
  };

  /** Splits the words from one position on into phrases; null when something is left over. */
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

  /** The entry of a text that asks only whether a machine answers, or says good day, in any words. */
  const inAnyWords = (text: string): string | null => {
    if (knowsMachine && asksWhoAnswers(text)) return machineEntry;
    return knowsLeave && saysGoodDay(text) ? goodbyeEntry : null;
  };
  /** The same of one clause, where all the others are small talk. */
  const inClauses = (text: string): string | null => {
    if (text.length > maxCharacters) return null;
    const clauses = text.split(borders).filter((clause) => plainWords(clause) !== '');
    const meant = clauses.map(inAnyWords);
    const isTalk = clauses.every((clause, place) => meant[place] !== null || find(clause) !== null);
    return isTalk ? (meant.find((entry) => entry !== null) ?? null) : null;
  };

  return {
    entryOf: (text) => find(text)?.entry ?? inAnyWords(text) ?? inClauses(text),
    leaveIn(text) {
      const clauses = text.split(borders).filter((clause) => plainWords(clause) !== '');
      return clauses.length < 2 ? null : (leaveOf(clauses.at(-1) ?? '') ?? leaveOf(clauses[0] ?? ''));
    },
    languageOf(text) {
      const found = find(text);
      if (found === null) return null;
      const [only] = found.locales;
      if (only !== undefined && found.locales.length === 1)
        return { locale: only, confidence: languageConfidence, isDistinctive: false };
      // If several languages have it, it identifies none: a person who begins with "ok" is answered in the default
      // language.
      return { locale: only ?? 'ca', confidence: 0, isDistinctive: false };
    },
  };
}

/** Between clauses. */
const borders = /[,.;:!?\n]+/u;

/** Collapses repeated letters and syllables of a word: "holaaa" is "hola", "jajaja" "ja". */
function squash(words: string): string {
  return words.replace(/(\p{L}{1,2}?)\1+/gu, '$1');
}
