import { createLruCache } from '../../core/util/lruCache.ts';
import { endOfMatch, type Pattern } from './pattern.ts';

/** Patterns indexed by their beginning, so that a text is only compared with those that may match. */
export interface PatternIndex<T> {
  /** Calls back for each match with the pattern's value and the words from `start` up to, not including, `end`. */
  visit(words: readonly { readonly text: string }[], found: (value: T, start: number, end: number) => void): void;
}

/** Length of the keys of patterns with a stem: that of the shortest stem. */
const keyLetters = 3;
/** Words whose patterns are kept, up to twice as many: most words begin none. */
const wordsKept = 4_000;

export function indexPatterns<T>(
  entries: readonly { readonly pattern: Pattern; readonly value: T }[],
): PatternIndex<T> {
  const byWord = new Map<string, typeof entries>();
  const byStem = new Map<string, typeof entries>();
  for (const entry of entries) {
    const [first] = entry.pattern;
    for (const word of first?.words ?? []) byWord.set(word, [...(byWord.get(word) ?? []), entry]);
    for (const key of new Set(first?.stems.map((stem) => stem.slice(0, keyLetters))))
      byStem.set(key, [...(byStem.get(key) ?? []), entry]);
  }
  const known = createLruCache<string, typeof entries>(wordsKept);
  const beginningWith = (word: string): typeof entries => {
    let own = known.get(word);
    if (own === undefined) {
      own = [...(byWord.get(word) ?? []), ...(byStem.get(word.slice(0, keyLetters)) ?? [])];
      known.set(word, own);
    }
    return own;
  };
  return {
    visit(words, found) {
      for (let start = 0; start < words.length; start++) {
        for (const { pattern, value } of beginningWith((words[start] as (typeof words)[number]).text)) {
          const end = endOfMatch(pattern, words, start);
          if (end >= 0) found(value, start, end);
        }
      }
    },
  };
}
