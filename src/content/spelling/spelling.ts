import { type Locale, locales } from '../../core/model/locale.ts';
import type { Content } from '../content.ts';
import { bareWord } from './bareWord.ts';
import type { Dictionaries } from './dictionaries.ts';
import { localisedTexts } from './localisedTexts.ts';
import { townNames } from './townNames.ts';
import type { DocumentWord, SpeltText } from './views.ts';
import { blanked, plainWord, wordsIn } from './wordsIn.ts';

/** Ends a passage of a text that is in one language. */
const between = /[.!?…·|;:()[\]«»“”"*\n]+/;

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
    const passages = texts.flatMap(({ locale, text }, index) =>
      blanked(text)
        .split(between)
        .map((passage) => ({
          index,
          locale,
          words: wordsIn(passage)
            .map(({ word }) => word)
            .filter((word) => !isOurs(word)),
        })),
    );
    const unknown: Set<string>[] = texts.map(() => new Set());
    const foreign: { readonly index: number; readonly locale: Locale; readonly words: readonly string[] }[] = [];
    // One language after the other: one dictionary is open at a time.
    for (const [locale, all] of Map.groupBy(passages, (passage) => passage.locale)) {
      const lacked = await lackedBy(
        locale,
        all.flatMap(({ words }) => words),
      );
      for (const passage of all) {
        const found = passage.words.filter((word) => lacked.has(plainWord(word)));
        if (found.length >= 2 && found.length * 2 >= passage.words.length) foreign.push(passage);
        else for (const word of found) unknown[passage.index]?.add(word);
      }
    }
    for (const passage of await unquoted(foreign)) {
      const lacked = await lackedBy(passage.locale, passage.words);
      for (const word of passage.words) if (lacked.has(plainWord(word))) unknown[passage.index]?.add(word);
    }
    return unknown.map((words) => [...words]);
  }

  /** The passages that are not written in another of the languages, as "también en castellano" is in a Catalan text. */
  async function unquoted<Passage extends { readonly locale: Locale; readonly words: readonly string[] }>(
    passages: readonly Passage[],
  ): Promise<readonly Passage[]> {
    let left = passages;
    for (const locale of locales) {
      const others = left.filter((passage) => passage.locale !== locale);
      const lacked = await lackedBy(
        locale,
        others.flatMap(({ words }) => words),
      );
      const isIn = (passage: Passage) =>
        passage.locale !== locale && passage.words.every((word) => !lacked.has(plainWord(word)));
      left = left.filter((passage) => !isIn(passage));
    }
    return left;
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
