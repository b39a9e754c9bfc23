import { createLruCache } from '../../core/util/lruCache.ts';
import { addScores, type Bayes } from './bayes.ts';
import { homesOf, isForeign } from './evidence.ts';
import { hashFeatures, hashLetters, hashOfWritten, newFeatures } from './languageFeatures.ts';
import { endOf, startOf, type Words } from './words.ts';

/** Language evidence of one word, independent of its neighbours. */
export interface WordSense {
  /** Hash of its letters as written. */
  readonly written: number;
  /** Log-likelihoods of the classes. A typed array would have a buffer of its own: twice the memory. */
  readonly sums: readonly number[];
  /** The locales, one bit each, to which the word belongs and to no other language. */
  readonly homes: number;
  /** Whether the word is known from other languages and from none of the locales. */
  readonly foreign: boolean;
}

/** Cache size, in words: people's daily vocabulary is some thousands of words. */
const wordCacheSize = 10_000;

/** Creates the function that evaluates a word; a cached one costs one lookup. */
export function createWordSenses(bayes: Bayes): (words: Words, index: number) => WordSense {
  const features = newFeatures();
  const known = createLruCache<number, WordSense>(wordCacheSize);
  const sums = new Float64Array(bayes.classes);

  return (words, index) => {
    const start = startOf(words, index);
    const end = endOf(words, index);
    // Combines two hashes, so that no two words collide; a small whole number is the fastest key.
    const folded = hashLetters(words, start, end);
    const written = hashOfWritten(words, start, end);
    const key = folded >>> 2;
    let sense = known.get(key);
    if (sense?.written !== written) {
      sums.fill(0);
      hashFeatures(words, index, features);
      addScores(bayes, features, sums);
      sense = {
        written,
        sums: Array.from(sums),
        homes: homesOf(words, index, bayes),
        foreign: isForeign(words, index, bayes),
      };
      known.set(key, sense);
    }
    return sense;
  };
}
