import { endOfRest, fits, type Pattern } from './pattern.ts';
import { type PlacedWord, wordKeys } from './wordsOf.ts';

/** Patterns indexed by their beginning, so that a text is only compared with those that may match. */
interface PatternIndex<T> {
  /** Calls back for each match with the pattern's value and the words from `start` up to, not including, `end`. */
  visit(words: readonly PlacedWord[], found: (value: T, start: number, end: number) => void): void;
}

interface Entry<T> {
  readonly pattern: Pattern;
  readonly value: T;
}

/** Length of the keys of patterns with a stem: that of the shortest stem. */
const keyLetters = 3;

export function indexPatterns<T>(entries: readonly Entry<T>[]): PatternIndex<T> {
  const byWord = new Map<string, Entry<T>[]>();
  const byStem = new Map<string, Entry<T>[]>();
  for (const entry of entries) {
    const [first] = entry.pattern;
    for (const word of first?.words ?? []) addTo(byWord, word, entry);
    for (const key of new Set(first?.stems.map((stem) => stem.slice(0, keyLetters)))) addTo(byStem, key, entry);
  }
  const none: readonly Entry<T>[] = [];

  /** The patterns that a word begins. */
  function begunBy(word: string): readonly Entry<T>[] {
    const ofWord = byWord.get(word) ?? none;
    const ofStem = byStem.get(word.slice(0, keyLetters));
    if (ofStem === undefined) return ofWord;
    return [...ofWord, ...ofStem.filter(({ pattern: [first] }) => first && fits(first, word))];
  }
  // By the key of a word: the last such word, and what it begins. Most words begin nothing, and are met again.
  const lastWord = new Array<string | null>(wordKeys).fill(null);
  const begun = new Array<readonly Entry<T>[]>(wordKeys).fill(none);

  return {
    visit(words, found) {
      for (let start = 0; start < words.length; start++) {
        const { text, key } = words[start] as PlacedWord;
        if (lastWord[key] !== text) {
          lastWord[key] = text;
          begun[key] = begunBy(text);
        }
        const own = begun[key] as readonly Entry<T>[];
        for (let i = 0; i < own.length; i++) {
          const { pattern, value } = own[i] as Entry<T>;
          const end = endOfRest(pattern, words, start + 1);
          if (end >= 0) found(value, start, end);
        }
      }
    },
  };
}

function addTo<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}
