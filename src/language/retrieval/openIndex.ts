import type { Locale } from '../../core/model/locale.ts';
import type { Ranked } from '../../core/model/understanding.ts';
import { retrievalConfidence, type Signals } from './confidence.ts';
import type { IndexData } from './indexData.ts';
import { createScorer } from './scorer.ts';
import { asTyped } from './typedForms.ts';
import { createReader } from './wordFeatures.ts';
import { createWordStore, type WordStore } from './wordStore.ts';

/** Ranks entries for a text: synchronous, without I/O, under 0.1 ms for a hundred entries. */
export interface Retriever {
  /**
   * At most `limit` entries, most probable first; empty when nothing in the text is known. The language hint is ignored
   * today: people mix languages, and on public data filtering by language lost more than it won.
   */
  rank(text: string, hint: Locale, limit: number): readonly Ranked[];
  /** The inputs of the confidence in the best entry, for calibration and diagnosis; null when `rank` returns none. */
  signals(text: string): Signals | null;
  /** The same, with what mixing it with another voice needs; null when `rank` returns none. */
  read(text: string, limit: number): Distribution | null;
}

export interface Distribution {
  readonly ranked: readonly Ranked[];
  /** The uncalibrated probability of every class; the last may be the background. */
  readonly probabilities: Float32Array;
  readonly signals: Signals;
}

interface Found {
  /** Numbers of the best entries, best first. */
  readonly order: readonly number[];
  readonly signals: Signals;
  /** Softmax probability of the best entry, and the total of all scores without its own. */
  readonly top: number;
  readonly sum: number;
}

const maxConfidence = 0.9999;

/**
 * Opens a trained index: only two small arrays are allocated, so it can happen between two turns. `words`: what others
 * read with, too.
 */
export function openIndex(data: IndexData, words: WordStore = wordStoreFor(data)): Retriever {
  const scorer = createScorer(data, words);
  const read = createReader(asTyped(data, { words, concepts: 'in pairs', prepare: scorer.scoreWord }));

  function find(text: string, limit: number): Found | null {
    const features = read(text);
    const seen = scorer.score(features);
    const order = seen === 0 ? [] : scorer.best(limit);
    if (order.length === 0) return null;
    const score = scorer.scores[order[0] as number] as number;
    let sum = 0;
    for (let c = 0; c < scorer.scores.length; c++) sum += Math.exp((scorer.scores[c] as number) - score);
    const top = Math.min(maxConfidence, 1 / sum);
    const signals = { logit: Math.log(top / (1 - top)), score, seen, length: Math.log(1 + features.words.length) };
    return { order, signals, top, sum };
  }

  function rankedOf(found: Found): readonly Ranked[] {
    const first = retrievalConfidence(found.signals);
    // The probability that the best entry does not get is distributed among the others (background included) by
    // softmax.
    const rest = (1 - first) / (1 - found.top) / found.sum;
    return found.order.map((entry, rank) => {
      const behind = (scorer.scores[entry] as number) - found.signals.score;
      return {
        entry: data.ids[entry] as string,
        confidence: rank === 0 ? first : Math.min(first, Math.exp(behind) * rest),
      };
    });
  }

  return {
    read(text, limit) {
      const found = find(text, limit);
      if (found === null) return null;
      const { signals, sum } = found;
      const scores = scorer.scores.slice();
      let probabilities: Float32Array | null = null;
      return {
        ranked: rankedOf(found),
        signals,
        // Most texts are read by their words alone.
        get probabilities() {
          probabilities ??= scores.map((score) => Math.exp(score - signals.score) / sum);
          return probabilities;
        },
      };
    },
    rank(text, _hint, limit) {
      const found = find(text, limit);
      return found === null ? [] : rankedOf(found);
    },
    signals: (text) => find(text, 1)?.signals ?? null,
  };
}

/** Words kept with what models made of them, and such sums in total (5 MB), each up to twice: more than people use in a day. */
const wordsKept = 3_500;
const scoresKept = 1_300_000;

/** The words that people use, for an index and for what reads beside it. */
export function wordStoreFor({ lexicon, bias }: IndexData): WordStore {
  return createWordStore(lexicon, Math.min(wordsKept, Math.ceil(scoresKept / Math.max(1, bias.length))));
}
