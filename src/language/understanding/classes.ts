import { openClassScores } from '../classification/kindScorer.ts';
import type { IndexData } from '../retrieval/index.ts';
import type { WordStore } from '../retrieval/wordStore.ts';

export interface RankedClass {
  readonly id: string;
  /** Probability, 0 to 1. */
  readonly confidence: number;
}

/**
 * Reads the words of a text; what comes of it tells which of a few classes it belongs to, such as aspects, the most
 * probable first, by its meaning as well where there is a vector.
 */
export type ClassReader = (text: string) => (vector: Float32Array | null) => readonly RankedClass[];

/** What tells classes by the meaning of a sentence: the probability of each, in an array that may be reused. */
export interface ClassMeaning {
  readonly ids: readonly string[];
  probabilitiesOf(vector: Float32Array): Float32Array;
}

/** The class of texts that belong to none of the others; it is never returned. */
export const noClass = '';

const smallest = 1e-4;

/**
 * Opens a reader of classes: by words, and by the meaning of the sentence where there is a vector, mixed half and half
 * as a geometric mean. `least` is the lowest probability that is returned; `store` has the words that others read, too.
 */
export function openClasses(
  words: IndexData | null,
  meaning: ClassMeaning | null,
  { most, least }: { readonly most: number; readonly least: number },
  store: WordStore | null = null,
): ClassReader {
  if (words === null) return () => () => [];
  const score = openClassScores(words, store);
  const at = words.ids.map((id) => meaning?.ids.indexOf(id) ?? -1);
  const mixed = new Float64Array(words.ids.length);
  return (text) => {
    const scores = score(text);
    const said = scores === null ? null : softmax(scores);
    return (vector) => {
      if (said === null && (vector === null || meaning === null)) return [];
      const meant = vector === null || meaning === null ? null : meaning.probabilitiesOf(vector);
      let sum = 0;
      for (let c = 0; c < mixed.length; c++) {
        const part = mix(said === null ? null : (said[c] as number), meant, at[c] as number);
        mixed[c] = part;
        sum += part;
      }
      const ranked: RankedClass[] = [];
      for (let c = 0; c < mixed.length; c++) {
        const confidence = (mixed[c] as number) / sum;
        const id = words.ids[c] as string;
        if (confidence >= least && id !== noClass) ranked.push({ id, confidence });
      }
      return ranked.sort((a, b) => b.confidence - a.confidence).slice(0, most);
    };
  };
}

/** Mixes what the words say of a class, if anything, with what the meaning says; `index`: -1 where it knows none such. */
function mix(said: number | null, meant: Float32Array | null, index: number): number {
  const byWords = said === null ? 1 : Math.max(smallest, said);
  if (meant === null || index < 0) return byWords;
  const byMeaning = Math.max(smallest, meant[index] as number);
  return said === null ? byMeaning : Math.sqrt(byWords * byMeaning);
}

function softmax(scores: Float32Array): Float32Array {
  const { length } = scores;
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < length; c++) if ((scores[c] as number) > top) top = scores[c] as number;
  const powers = new Float32Array(length);
  let sum = 0;
  for (let c = 0; c < length; c++) {
    powers[c] = Math.exp((scores[c] as number) - top);
    sum += powers[c] as number;
  }
  for (let c = 0; c < length; c++) (powers[c] as number) /= sum;
  return powers;
}
