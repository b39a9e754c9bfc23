import { createRecent } from '../../core/recent.ts';
import { addScores, type Bayes } from './bayes.ts';
import { homesOf, isForeign } from './evidence.ts';
import { featuresOf, hashOf, hashOfWritten, newFeatures } from './features.ts';
import type { Words } from './words.ts';

/** What one word says of the language, whatever stands around it. */
export interface WordSense {
  /** Log-likelihoods of the classes. */
  readonly sums: Float64Array;
  /** The locales, a bit each, in which the word is at home and in none of the others. */
  readonly homes: number;
  /** Whether the word is known from other languages and from none of the locales. */
  readonly foreign: boolean;
}

/** Words kept looked at: what people write all day is some thousands of words. */
const wordsKept = 4_000;
/** Bits of the second hash that still fit beside the first in a whole number. */
const secondBits = 21;

/** Makes the function that looks at a word; one that was met lately costs one look-up. */
export function createWordSenses(bayes: Bayes): (words: Words, index: number) => WordSense {
  const features = newFeatures();
  const known = createRecent<number, WordSense>(wordsKept);

  return (words, index) => {
    const start = words.starts[index] ?? 0;
    const end = words.ends[index] ?? 0;
    // Of the folded and of the written letters: 53 bits in all, so that no two words are taken for the same.
    const folded = hashOf(words, start, end) >>> 0;
    const key = folded * 2 ** secondBits + (hashOfWritten(words, start, end) >>> (32 - secondBits));
    let sense = known.get(key);
    if (sense === undefined) {
      const sums = new Float64Array(bayes.classes);
      featuresOf(words, index, features);
      addScores(bayes, features, sums);
      sense = { sums, homes: homesOf(words, index, bayes), foreign: isForeign(words, index, bayes) };
      known.set(key, sense);
    }
    return sense;
  };
}
