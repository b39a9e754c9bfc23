import type { KindExamples } from './classification/index.ts';
import type { DangerLessons } from './danger/index.ts';
import type { Bayes } from './detection/index.ts';
import { startInWorker } from './inWorker.ts';
import type { IndexData } from './retrieval/index.ts';
import type { TrainingEntry } from './retrieval/trainingEntry.ts';
import type { ClassLessons, UnderstandingWords } from './understanding/lessons.ts';

/** What is learnt of the entries: which one a text means, and which language it is in. */
export interface LearntEntries {
  readonly index: IndexData;
  readonly languages: Bayes;
}

/** What answering questions needs. */
export interface Learnt extends LearntEntries, UnderstandingWords {}

/** The results of training, each from lessons of its own: whoever changes an entry changes no act. */
export interface LearntParts {
  readonly entries: LearntEntries;
  readonly understanding: UnderstandingWords;
  /** The model that detects dangers; null without lessons. */
  readonly dangers: IndexData | null;
  /** Null without lessons. */
  readonly kinds: IndexData | null;
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

export type PartName = keyof LearntParts;

/** In the order in which they are learnt: kinds come last, since a bot that answers questions can wait for them. */
export const partNames = ['entries', 'understanding', 'dangers', 'kinds'] as const satisfies readonly PartName[];

/** The lessons that each part is learnt from, and nothing else. */
export const lessonsOfPart: { readonly [P in PartName]: (lessons: Lessons) => Partial<Lessons> } = {
  entries: ({ entries, seed }) => ({ entries, seed }),
  understanding: ({ aspects, acts, seed }) => ({ aspects, acts, seed }),
  dangers: ({ dangers, seed }) => ({ dangers, seed }),
  kinds: ({ kinds, seed }) => ({ kinds, seed }),
};

/** Training in progress; each part resolves as soon as it is ready, or rejects with `index.failed`. */
export type Learning = { readonly [P in PartName]: Promise<LearntParts[P]> };

/** Trains on lessons, or loads what was trained on them before; parts that are `known` are taken as they are. */
export type Learn = (lessons: Lessons, known?: Partial<LearntParts>) => Learning;

/**
 * Trains in a worker, off the event loop; the same lessons give the same result. A single worker: a second one would
 * load and keep everything twice, and save a tenth of a second.
 */
export const startLearning: Learn = (lessons, known = {}) => {
  const parts = partNames.filter((part) => !(part in known));
  const script = new URL('./learnWorker.ts', import.meta.url);
  const made = parts.length === 0 ? [] : startInWorker<unknown[]>(script, { lessons, parts }, parts.length);
  const learning = partNames.map((part) => {
    const at = parts.indexOf(part);
    return [part, at < 0 ? Promise.resolve(known[part]) : made[at]];
  });
  return Object.fromEntries(learning) as Learning;
};

/** What answering questions needs, once it is there. @throws {CodedError} `index.failed` */
export async function learntOf({
  entries,
  understanding,
}: Pick<Learning, 'entries' | 'understanding'>): Promise<Learnt> {
  return { ...(await entries), ...(await understanding) };
}

/**
 * Trains what answering questions needs, by the entries alone.
 * @throws {CodedError} `index.failed`
 */
export function learn(entries: readonly TrainingEntry[], { seed }: Pick<Lessons, 'seed'>): Promise<Learnt> {
  const dangers = { examples: [], lookalikes: [], ordinary: [] };
  const known = { understanding: { aspects: null, acts: null }, dangers: null, kinds: null };
  return learntOf(startLearning({ entries, kinds: [], dangers, aspects: [], acts: [], seed }, known));
}
