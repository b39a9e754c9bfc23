import type { IndexData } from '../retrieval/indexData.ts';
import { wordStoreFor } from '../retrieval/openIndex.ts';
import { addWeights } from '../retrieval/scorer.ts';
import { asTyped } from '../retrieval/typedForms.ts';
import { createReader, type FeatureList, type Features } from '../retrieval/wordFeatures.ts';
import type { StoredWord, WordStore } from '../retrieval/wordStore.ts';

/** Scores a text for each kind, in arrays that every call reuses. */
interface KindScorer {
  /** By kind, after `score`. */
  readonly scores: Float32Array;
  /**
   * Adds up a word's own features, by number; -1 for one that the model does not know. Returns the squared evidence of
   * those that it knows; the word itself keeps the sums by kind.
   */
  scoreWord(features: FeatureList, word: StoredWord): number;
  /** Fills `scores`; returns false where nothing in the text is known. */
  score(features: Features<number>): boolean;
}

/**
 * Scores a text for each class, in an array that every call reuses; null where nothing in it is known. `signs` are read as
 * words after it.
 */
type ScoreClasses = (text: string, signs?: readonly string[]) => Float32Array | null;

/** Opens a model of few classes. `store`: words that others read, too; null: its own. */
export function openClassScores(data: IndexData, store: WordStore | null): ScoreClasses {
  const words = store ?? wordStoreFor(data);
  const scorer = createKindScorer(data, words);
  const read = createReader(asTyped(data, { words, concepts: 'alone', prepare: scorer.scoreWord }));
  return (text, signs) => (scorer.score(read(text, signs)) ? scorer.scores : null);
}

/**
 * Creates the scorer for few classes. Unlike the retriever's it does not subtract the letters that two words share:
 * nearly every feature has a weight for nearly every kind, so that would cost more than all the rest.
 */
function createKindScorer(data: IndexData, store: WordStore): KindScorer {
  const count = data.bias.length;
  const scores = new Float32Array(count);
  const from = store.reserve(count);

  function add(to: Float32Array, { numbers, count: length }: FeatureList): number {
    let known = 0;
    for (let i = 0; i < length; i++) {
      const feature = numbers[i] as number;
      if (feature < 0) continue;
      known += (data.gain[feature] as number) ** 2;
      addWeights(data, feature, 1, to);
    }
    return known;
  }

  return {
    scores,
    scoreWord(features, word) {
      scores.fill(0);
      const known = add(scores, features);
      store.keepSums(word, scores, from);
      return known;
    },
    score(features) {
      scores.fill(0);
      let known = add(scores, features);
      const { words } = features;
      for (let i = 0; i < words.length; i++) {
        const word = words[i] as (typeof words)[number];
        if (words.indexOf(word) < i) continue;
        known += word.prepared;
        const { sums } = word.stored;
        for (let c = 0; c < count; c++) (scores[c] as number) += sums[from + c] as number;
      }
      if (known === 0) return false;
      const norm = Math.sqrt(known);
      for (let c = 0; c < count; c++) scores[c] = (scores[c] as number) / norm + (data.bias[c] as number);
      return true;
    },
  };
}
