import { startOfList } from '../text/packedStarts.ts';
import type { IndexData } from './indexData.ts';
import { groupWeight } from './vocabulary.ts';
import type { FeatureList, Features } from './wordFeatures.ts';
import type { StoredWord, WordStore } from './wordStore.ts';

/** Sums over the features of one word, beside those by entry, which the word itself keeps. */
interface WordScore {
  /** Squared evidence of known features, and of unknown ones. */
  readonly known: number;
  readonly strange: number;
  /** Its known features, by number. A typed array would have a buffer of its own: thrice the memory, for thousands of words. */
  readonly numbers: readonly number[];
}

/** The inner loop of answering: features in, one score per entry out, in arrays that every call reuses. */
interface Scorer {
  /** By entry, after `score`. */
  readonly scores: Float32Array;
  /** Adds up a word's own features, by their numbers in the index; -1 for one that it does not know. */
  scoreWord(features: FeatureList, word: StoredWord): WordScore;
  /** Fills `scores`; returns the share of the text's evidence that the index knows, 0 to 1. */
  score(features: Features<WordScore>): number;
  /** Numbers of the `limit` best entries, best first, without the background. */
  best(limit: number): number[];
}

/** Adds the weights of a feature, or subtracts them again, to the scores of the classes. */
export function addWeights(
  { scale, starts, classes, weights }: IndexData,
  feature: number,
  sign: 1 | -1,
  to: Float32Array,
): void {
  const unit = (scale[feature] as number) * sign;
  const end = startOfList(starts, feature + 1);
  for (let w = startOfList(starts, feature); w < end; w++)
    (to[classes[w] as number] as number) += (weights[w] as number) * unit;
}

export function createScorer(data: IndexData, store: WordStore): Scorer {
  const count = data.bias.length;
  const scores = new Float32Array(count);
  const from = store.reserve(count);
  /** Per feature: the last call that met it, so that a repeated feature counts once. */
  const metIn = new Uint32Array(data.gain.length);
  let call = 0;

  const strangeness = (kind: number) => ((groupWeight[kind] as number) * data.rarest) ** 2;

  function scoreWord({ numbers, groups, count: size }: FeatureList, word: StoredWord): WordScore {
    scores.fill(0);
    let known = 0;
    let strange = 0;
    for (let i = 0; i < size; i++) {
      const feature = numbers[i] as number;
      if (feature < 0) strange += strangeness(groups[i] as number);
      else {
        known += (data.gain[feature] as number) ** 2;
        addWeights(data, feature, 1, scores);
      }
    }
    store.keepSums(word, scores, from);
    return { known, strange, numbers: Array.from(numbers.subarray(0, size).filter((feature) => feature >= 0)) };
  }

  function score(features: Features<WordScore>): number {
    call++;
    scores.fill(0);
    let known = 0;
    let strange = 0;
    const { words } = features;
    for (let w = 0; w < words.length; w++) {
      const { stored, prepared } = words[w] as (typeof words)[number];
      const { numbers, known: ownKnown, strange: ownStrange } = prepared;
      const { sums } = stored;
      known += ownKnown;
      strange += ownStrange;
      for (let c = 0; c < count; c++) (scores[c] as number) += sums[from + c] as number;
      for (let i = 0; i < numbers.length; i++) {
        const feature = numbers[i] as number;
        if (metIn[feature] === call) {
          // An earlier word has it too: subtract it again.
          known -= (data.gain[feature] as number) ** 2;
          addWeights(data, feature, -1, scores);
        } else metIn[feature] = call;
      }
    }
    for (let i = 0; i < features.count; i++) {
      const feature = features.numbers[i] as number;
      if (feature < 0) strange += strangeness(features.groups[i] as number);
      else if (metIn[feature] !== call) {
        metIn[feature] = call;
        known += (data.gain[feature] as number) ** 2;
        addWeights(data, feature, 1, scores);
      }
    }
    if (known === 0) return 0;
    const norm = Math.sqrt(known);
    for (let c = 0; c < count; c++) scores[c] = (scores[c] as number) / norm + (data.bias[c] as number);
    return Math.sqrt(known / (known + strange));
  }

  function best(limit: number): number[] {
    const order: number[] = [];
    for (let c = 0; c < count; c++) {
      if (c === data.background) continue;
      let at = order.length;
      while (at > 0 && (scores[c] as number) > (scores[order[at - 1] as number] as number)) at--;
      if (at >= limit) continue;
      order.splice(at, 0, c);
      if (order.length > limit) order.pop();
    }
    return order;
  }

  return { scores, scoreWord, score, best };
}
