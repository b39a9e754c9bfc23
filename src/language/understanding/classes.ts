import { openClassScores } from '../classification/kindScorer.ts';
import type { IndexData } from '../retrieval/index.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { type HeadData, openHead } from './head.ts';

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

/** The class of texts that belong to none of the others; it is never returned. */
export const noClass = '';

const smallest = 1e-4;

/**
 * Opens a reader of classes: by words, and by the meaning of the sentence where there is a vector, mixed half and half
 * as a geometric mean. `least` is the lowest probability that is returned; `store` has the words that others read, too.
 */
export function openClasses(
  words: IndexData | null,
  head: HeadData | null,
  { most, least }: { readonly most: number; readonly least: number },
  store: WordStore | null = null,
): ClassReader {
  if (words === null) return () => () => [];
  const score = openClassScores(words, store);
  const meaning = head === null ? null : openHead(head);
  const at = words.ids.map((id) => head?.ids.indexOf(id) ?? -1);
  return (text) => {
    const scores = score(text);
    const said = scores === null ? null : softmax(scores);
    return (vector) => {
      if (said === null && (vector === null || meaning === null)) return [];
      const meant = vector === null || meaning === null ? null : meaning(vector);
      const mixed = words.ids.map((_, c) => {
        const byWords = said === null ? 1 : Math.max(smallest, said[c] as number);
        const index = at[c] as number;
        if (meant === null || index < 0) return byWords;
        const byMeaning = Math.max(smallest, meant[index] as number);
        return said === null ? byMeaning : Math.sqrt(byWords * byMeaning);
      });
      const sum = mixed.reduce((total, part) => total + part, 0);
      return mixed
        .map((part, c) => ({ id: words.ids[c] as string, confidence: part / sum }))
        .filter(({ id, confidence }) => id !== noClass && confidence >= least)
        .sort((a, b) => b.confidence - a.confidence)
        .slice(0, most);
    };
  };
}

function softmax(scores: Float32Array): Float32Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
