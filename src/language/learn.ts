import type { KindExamples } from './classification/index.ts';
import type { DangerLessons } from './danger/index.ts';
import type { Bayes } from './detection/index.ts';
import { startInWorker } from './inWorker.ts';
import type { IndexData } from './retrieval/index.ts';
import type { TrainingEntry } from './retrieval/trainingEntry.ts';
import type { ClassLessons, UnderstandingWords } from './understanding/lessons.ts';

/** Result of training on phrasings: which entry a text means, and which language it is in. */
export interface Learnt extends UnderstandingWords {
  readonly index: IndexData;
  readonly languages: Bayes;
}

/** Training data. */
export interface Lessons {
  readonly entries: readonly TrainingEntry[];
  /** Messages of each kind; with none, no kinds are learnt. */
  readonly kinds: readonly KindExamples[];
  readonly dangers: DangerLessons;
  /** Texts of each aspect, and of each act; see `UnderstandingLessons`. */
  readonly aspects: readonly ClassLessons[];
  readonly acts: readonly ClassLessons[];
  readonly seed: number;
}

/** Training in progress; each part resolves as soon as it is ready. */
export interface Learning {
  /** @throws {CodedError} `index.failed` */
  readonly learnt: Promise<Learnt>;
  /** @throws {CodedError} `index.failed` */
  readonly kinds: Promise<IndexData | null>;
  /** The model that detects dangers. @throws {CodedError} `index.failed` */
  readonly dangers: Promise<IndexData | null>;
}

/** Trains on lessons, or loads what was trained on them before. */
export type Learn = (lessons: Lessons) => Learning;

/**
 * Trains in a worker, off the event loop; the same lessons give the same result. A single worker: a second one would
 * load and keep everything twice, and save a tenth of a second. Kinds come last, since a bot that answers questions can
 * wait for them; null where there are no lessons for them.
 */
export const startLearning: Learn = (lessons) => {
  const script = new URL('./learnWorker.ts', import.meta.url);
  const [learnt, dangers, kinds] = startInWorker<[Learnt, IndexData | null, IndexData | null]>(script, lessons, 3);
  return { learnt, dangers, kinds };
};

/**
 * Trains what answering questions needs, and no kinds.
 * @throws {CodedError} `index.failed`
 */
export function learn(entries: readonly TrainingEntry[], { seed }: Pick<Lessons, 'seed'>): Promise<Learnt> {
  const dangers = { examples: [], lookalikes: [], ordinary: [] };
  return startLearning({ entries, kinds: [], dangers, aspects: [], acts: [], seed }).learnt;
}
