import type { Locale } from '../../core/model/locale.ts';
import type { Content } from '../content.ts';
import { bareWord } from './bareWord.ts';
import type { Dictionaries } from './dictionaries.ts';
import { localisedTexts } from './localisedTexts.ts';
import { townNames } from './names.ts';
import type { DocumentWord, SpeltText } from './views.ts';
import { plainWord, wordsIn } from './words.ts';

/** Says which words nobody knows: neither the dictionary of their language nor the council. */
export interface Spelling {
  /** For each text its unknown words as they are written, each once. @throws {CodedError} `spelling.failed` */
  check(texts: readonly SpeltText[]): Promise<readonly (readonly string[])[]>;
  /** The same for all texts of a document in YAML. @throws {CodedError} `spelling.failed` */
  checkDocument(text: string): Promise<readonly DocumentWord[]>;
  suggest: Dictionaries['suggest'];
}

export interface SpellingDeps {
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

  async function check(texts: readonly SpeltText[]): Promise<readonly (readonly string[])[]> {
    const names = namesOf(content());
    const own = await ownWords();
    const isOurs = (word: string) => names.has(bareWord(word)) || own.has(bareWord(word));
    const read = texts.map(({ locale, text }) => ({
      locale,
      words: [...new Set(wordsIn(text).map(({ word }) => word))].filter((word) => !isOurs(word)),
    }));
    const unknown = new Map<Locale, ReadonlySet<string>>();
    // One language after the other: one dictionary is open at a time.
    for (const locale of new Set(read.map((each) => each.locale))) {
      const words = new Set(read.flatMap((each) => (each.locale === locale ? each.words.map(plainWord) : [])));
      unknown.set(locale, new Set(words.size === 0 ? [] : await dictionaries.unknown(locale, [...words])));
    }
    return read.map(({ locale, words }) => words.filter((word) => unknown.get(locale)?.has(plainWord(word))));
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
