import type { KindExamples } from './classification/index.ts';
import type { DangerLessons } from './danger/index.ts';
import type { Bayes } from './detection/index.ts';
import { startInWorker } from './inWorker.ts';
import type { IndexData } from './retrieval/index.ts';
import type { TrainingEntry } from './retrieval/trainingEntry.ts';

/** What was learnt from phrasings: which entry a text means, and which language it is in. */
export interface Learnt {
  readonly index: IndexData;
  readonly languages: Bayes;
}

/** What is learnt from. */
export interface Lessons {
  readonly entries: readonly TrainingEntry[];
  /** Messages of each kind; with none, no kind is learnt. */
  readonly kinds: readonly KindExamples[];
  readonly dangers: DangerLessons;
  readonly seed: number;
}

/** What is being learnt; each part is there as soon as it was. */
export interface Learning {
  /** @throws {CodedError} `index.failed` */
  readonly learnt: Promise<Learnt>;
  /** @throws {CodedError} `index.failed` */
  readonly kinds: Promise<IndexData | null>;
  /** By which words dangers are told. @throws {CodedError} `index.failed` */
  readonly dangers: Promise<IndexData | null>;
}

/** Learns from lessons, or remembers what was learnt from them before. */
export type Learn = (lessons: Lessons) => Learning;

/**
 * Learns in a worker, so that nobody waits meanwhile; the same lessons give the same. One for all: a second
 * one would load and keep everything twice, and save a tenth of a second. Kinds come last, since a bot that answers
 * questions can wait for them; null where there is nothing to learn them from.
 */
export const startLearning: Learn = (lessons) => {
  const script = new URL('./learnWorker.ts', import.meta.url);
  const [learnt, dangers, kinds] = startInWorker<[Learnt, IndexData | null, IndexData | null]>(script, lessons, 3);
  return { learnt, dangers, kinds };
};

/**
 * Learns what answering questions needs, and no kinds.
 * @throws {CodedError} `index.failed`
 */
export function learn(entries: readonly TrainingEntry[], { seed }: Pick<Lessons, 'seed'>): Promise<Learnt> {
  const dangers = { examples: [], lookalikes: [], ordinary: [] };
  return startLearning({ entries, kinds: [], dangers, seed }).learnt;
}
