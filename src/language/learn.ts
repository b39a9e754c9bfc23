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
export interface Learnt extends LearntEntries, UnderstandingWords {
  /** The words that tell whose business a message is; null without lessons. */
  readonly scope: IndexData | null;
}

/** The results of training, each from lessons of its own: a changed entry changes no act. */
export interface TrainedModels {
  readonly entries: LearntEntries;
  readonly understanding: UnderstandingWords;
  /** Null without lessons. */
  readonly scope: IndexData | null;
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
  /** Texts of each aspect and of each act; see `UnderstandingLessons`. */
  readonly aspects: readonly ClassLessons[];
  readonly acts: readonly ClassLessons[];
  /** See `scopeLessonsOf`. */
  readonly scope: readonly ClassLessons[];
  readonly seed: number;
}

export type ModelName = keyof TrainedModels;

/** In the order in which they are learnt: kinds come last, since a bot that answers questions can wait for them. */
export const modelNames = [
  'entries',
  'understanding',
  'scope',
  'dangers',
  'kinds',
] as const satisfies readonly ModelName[];

/** The lessons that each model is learnt from, and nothing else. */
export const lessonsOfModel: { readonly [P in ModelName]: (lessons: Lessons) => Partial<Lessons> } = {
  entries: ({ entries, seed }) => ({ entries, seed }),
  understanding: ({ aspects, acts, seed }) => ({ aspects, acts, seed }),
  scope: ({ scope, seed }) => ({ scope, seed }),
  dangers: ({ dangers, seed }) => ({ dangers, seed }),
  kinds: ({ kinds, seed }) => ({ kinds, seed }),
};

/** Training in progress; each model resolves as soon as it is ready, or rejects with `index.failed`. */
export type Learning = { readonly [P in ModelName]: Promise<TrainedModels[P]> };

/** Trains on lessons, or loads what was trained on them before; models that are `known` are taken as they are. */
export type Learn = (lessons: Lessons, known?: Partial<TrainedModels>) => Learning;

/**
 * Trains in a worker, off the event loop; the same lessons give the same result. A single worker: a second one would
 * load and keep everything twice, and save a tenth of a second.
 */
export const startLearning: Learn = (lessons, known = {}) => {
  const models = modelNames.filter((model) => !(model in known));
  const script = new URL('./learnWorker.ts', import.meta.url);
  const made = models.length === 0 ? [] : startInWorker<unknown[]>(script, { lessons, models }, models.length);
  const learning = modelNames.map((model) => {
    const at = models.indexOf(model);
    return [model, at < 0 ? Promise.resolve(known[model]) : made[at]];
  });
  return Object.fromEntries(learning) as Learning;
};

/** What answering questions needs, once it is there. @throws {CodedError} `index.failed` */
export async function learntOf({
  entries,
  understanding,
  scope,
}: Pick<Learning, 'entries' | 'understanding' | 'scope'>): Promise<Learnt> {
  return { ...(await entries), ...(await understanding), scope: await scope };
}

/**
 * Trains what answering questions needs, by the entries alone.
 * @throws {CodedError} `index.failed`
 */
export function learn(entries: readonly TrainingEntry[], { seed }: Pick<Lessons, 'seed'>): Promise<Learnt> {
  const dangers = { examples: [], lookalikes: [], ordinary: [] };
  const known = { understanding: { aspects: null, acts: null }, scope: null, dangers: null, kinds: null };
  return learntOf(startLearning({ entries, kinds: [], dangers, aspects: [], acts: [], scope: [], seed }, known));
}
