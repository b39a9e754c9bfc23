import { openClassScores } from '../classification/kindScorer.ts';
import type { IndexData } from '../retrieval/index.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { type HeadData, openHead } from './head.ts';
import { type NeighbourData, openNeighbours } from './neighbours.ts';

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

/** What was learnt of the meaning of classes: which of them a sentence is of, and what is said of each in conversations. */
export interface ClassMeaning {
  readonly head: HeadData;
  /** Of the classes that are met in conversations. */
  readonly said: NeighbourData;
}

/**
 * How the voices are mixed, as a weighted geometric mean: words, the meaning by what was learnt, and how near the text is to
 * what was said in conversations. Chosen on messages of conversations, each read by what was learnt from the others.
 */
const shares = { words: 0.2, meaning: 0.3, nearness: 10 } as const;
const smallest = 1e-4;

/**
 * Opens a reader of classes: by words, and by the meaning of the sentence where there is a vector. `least` is the lowest
 * probability that is returned; `store` has the words that others read, too.
 */
export function openClasses(
  words: IndexData | null,
  learnt: ClassMeaning | null,
  { most, least }: { readonly most: number; readonly least: number },
  store: WordStore | null = null,
): ClassReader {
  if (words === null) return () => () => [];
  const score = openClassScores(words, store);
  const meaning = learnt === null ? null : openClassMeaning(words.ids, learnt);
  return (text) => {
    const scores = score(text);
    const said = scores === null ? null : softmax(scores);
    return (vector) => {
      const meant = vector === null || meaning === null ? null : meaning(vector);
      if (said === null && meant === null) return [];
      const probabilities = meant === null ? (said as Float32Array) : mix(said, meant);
      const ranked: RankedClass[] = [];
      for (let c = 0; c < probabilities.length; c++) {
        const confidence = probabilities[c] as number;
        const id = words.ids[c] as string;
        if (confidence >= least && id !== noClass) ranked.push({ id, confidence });
      }
      return ranked.sort((a, b) => b.confidence - a.confidence).slice(0, most);
    };
  };
}

/** What the meaning of a sentence says of classes, in their order. */
interface Meant {
  /** Logarithms of the probabilities by what was learnt. */
  readonly likely: Float32Array;
  /** How near the sentence is to what was said; classes of which nothing was are as far as the farthest. */
  readonly near: Float32Array;
}

function openClassMeaning(ids: readonly string[], { head, said }: ClassMeaning): (vector: Float32Array) => Meant {
  const read = openHead(head);
  const nearness = openNeighbours(said);
  const all = said.ids.map((_, c) => c);
  const inHead = ids.map((id) => head.ids.indexOf(id));
  const inSaid = ids.map((id) => said.ids.indexOf(id));
  return (vector) => {
    const probabilities = read(vector);
    const nearest = nearness(vector, all);
    const farthest = nearest.length === 0 ? 0 : Math.min(...nearest);
    return {
      likely: Float32Array.from(inHead, (c) => logarithm(probabilities[c] ?? 0)),
      near: Float32Array.from(inSaid, (c) => nearest[c] ?? farthest),
    };
  };
}

/** Probabilities by the words, if they say anything, and the meaning. */
function mix(said: Float32Array | null, { likely, near }: Meant): Float32Array {
  return softmax(
    likely.map((meant, c) => {
      const byWords = said === null ? meant : logarithm(said[c] as number);
      return shares.words * byWords + shares.meaning * meant + shares.nearness * (near[c] as number);
    }),
  );
}

const logarithm = (probability: number): number => Math.log(Math.max(smallest, probability));

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
