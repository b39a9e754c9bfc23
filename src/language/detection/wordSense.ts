import { createLruCache } from '../../core/util/lruCache.ts';
import { addScores, type Bayes } from './bayes.ts';
import { homesOf, isForeign } from './evidence.ts';
import { featuresOf, hashOf, hashOfWritten, newFeatures } from './features.ts';
import type { Words } from './words.ts';

/** What one word says of the language, whatever stands around it. */
export interface WordSense {
  /** Hash of its letters as they were written. */
  readonly written: number;
  /** Log-likelihoods of the classes. */
  readonly sums: Float64Array;
  /** The locales, a bit each, in which the word is at home and in none of the others. */
  readonly homes: number;
  /** Whether the word is known from other languages and from none of the locales. */
  readonly foreign: boolean;
}

/** Words kept looked at: what people write all day is some thousands of words. */
const wordsKept = 10_000;

/** Makes the function that looks at a word; one that was met lately costs one look-up. */
export function createWordSenses(bayes: Bayes): (words: Words, index: number) => WordSense {
  const features = newFeatures();
  const known = createLruCache<number, WordSense>(wordsKept);

  return (words, index) => {
    const start = words.starts[index] ?? 0;
    const end = words.ends[index] ?? 0;
    // Two hashes together, so that no two words are taken for the same; a small whole number is found fastest.
    const folded = hashOf(words, start, end);
    const written = hashOfWritten(words, start, end);
    const key = folded >>> 2;
    let sense = known.get(key);
    if (sense?.written !== written) {
      const sums = new Float64Array(bayes.classes);
      featuresOf(words, index, features);
      addScores(bayes, features, sums);
      sense = { written, sums, homes: homesOf(words, index, bayes), foreign: isForeign(words, index, bayes) };
      known.set(key, sense);
    }
    return sense;
  };
}
