import { type Locale, locales } from '../../core/model/locale.ts';
import type { Content } from '../content.ts';
import { bareWord } from './bareWord.ts';
import type { Dictionaries } from './dictionaries.ts';
import { localisedTexts } from './localisedTexts.ts';
import { townNames } from './townNames.ts';
import type { DocumentWord, SpeltText } from './views.ts';
import { blanked, plainWord, wordsIn } from './wordsIn.ts';

/** Ends a passage of a text that is in one language. A dot between letters is one of them, as in "col·legi". */
const between = /(?:(?<!\p{L})·|·(?!\p{L})|[.!?…|;:()[\]«»“”"*])+/u;

/** A passage or a line with its words. */
interface Piece {
  readonly locale: Locale;
  readonly words: readonly string[];
}

/** Says which words nobody knows: neither the dictionary of their language nor the council. */
export interface Spelling {
  /** For each text its unknown words as they are written, each once. @throws {CodedError} `spelling.failed` */
  check(texts: readonly SpeltText[]): Promise<readonly (readonly string[])[]>;
  /** The same for all texts of a document in YAML. @throws {CodedError} `spelling.failed` */
  checkDocument(text: string): Promise<readonly DocumentWord[]>;
  suggest: Dictionaries['suggest'];
}

interface SpellingDeps {
  readonly dictionaries: Dictionaries;
  readonly content: () => Content;
  /** The council's own list, small words without articles. */
  readonly ownWords: () => Promise<ReadonlySet<string>>;
}

export function createSpelling({ dictionaries, content, ownWords }: SpellingDeps): Spelling {
  const known = new WeakMap<Content, ReadonlySet<string>>();
  const namesOf = (current: Content): ReadonlySet<string> => {
    const names = known.get(current) ?? townNames(current);
    known.set(current, names);
    return names;
  };

  async function lackedBy(locale: Locale, words: readonly string[]): Promise<ReadonlySet<string>> {
    const wanted = [...new Set(words.map(plainWord))];
    return new Set(wanted.length === 0 ? [] : await dictionaries.unknown(locale, wanted));
  }

  async function check(texts: readonly SpeltText[]): Promise<readonly (readonly string[])[]> {
    const names = namesOf(content());
    const own = await ownWords();
    const isOurs = (word: string) => names.has(bareWord(word)) || own.has(bareWord(word));
    const lines = texts.flatMap(({ locale, text }, index) =>
      blanked(text)
        .split('\n')
        .map((line) => {
          const passages = line.split(between).map((passage): Piece => ({ locale, words: allWordsIn(passage) }));
          return { index, locale, words: passages.flatMap(({ words }) => words), passages };
        }),
    );
    const lackedOf = new Map<Locale, ReadonlySet<string>>();
    // One language after the other: one dictionary is open at a time.
    for (const [locale, all] of Map.groupBy(lines, (line) => line.locale)) {
      lackedOf.set(
        locale,
        await lackedBy(
          locale,
          all.flatMap(({ words }) => words),
        ),
      );
    }
    const lackedIn = ({ locale, words }: Piece) => words.filter((word) => lackedOf.get(locale)?.has(plainWord(word)));
    const quoted = await quotedAmong(
      lines.flatMap((line) => [line, ...line.passages].filter(mayBeQuoted)),
      isOurs,
    );
    function mayBeQuoted(piece: Piece): boolean {
      const { length } = lackedIn(piece);
      // A whole line shares many words with its neighbours' language, and proves it by all of them.
      return length >= 2 && ('passages' in piece || length * 2 >= piece.words.length);
    }
    const unknown: Set<string>[] = texts.map(() => new Set());
    for (const line of lines.filter((each) => !quoted.has(each))) {
      for (const passage of line.passages.filter((each) => !quoted.has(each)))
        for (const word of lackedIn(passage)) if (!isOurs(word)) unknown[line.index]?.add(word);
    }
    return unknown.map((words) => [...words]);
  }

  /** Those that are written in another of the languages, as "también en castellano" is in a Catalan text. */
  async function quotedAmong(pieces: readonly Piece[], isOurs: (word: string) => boolean): Promise<ReadonlySet<Piece>> {
    const quoted = new Set<Piece>();
    for (const locale of locales) {
      const others = pieces.filter((piece) => piece.locale !== locale && !quoted.has(piece));
      const lacked = await lackedBy(
        locale,
        others.flatMap(({ words }) => words),
      );
      for (const piece of others)
        if (piece.words.every((word) => !lacked.has(plainWord(word)) || isOurs(word))) quoted.add(piece);
    }
    return quoted;
  }

  return {
    check,
    async checkDocument(text) {
      const texts = localisedTexts(text);
      const unknown = await check(texts);
      return texts.flatMap(({ locale, line, from, to }, index) =>
        (unknown[index] ?? []).map((word) => ({ locale, word, line, from, to })),
      );
    },
    suggest: dictionaries.suggest,
  };
}

const allWordsIn = (passage: string): readonly string[] => wordsIn(passage).map(({ word }) => word);
