import { createHash } from 'node:crypto';
import { codeOf } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { runInWorker } from '../language/inWorker.ts';
import type { Meaning } from '../language/meaning/meaning.ts';
import { readVectors, vectorsAhead } from '../language/meaning/vectors.ts';
import { recallKept, storeKept } from './trainingCache.ts';

/** What is learnt from lessons by the vectors of their texts: what is at hand now, and what it will be. */
interface LearntSoFar<M> {
  /** Null: nothing that fits these lessons is kept. */
  readonly kept: Promise<M | null>;
  /** Null where there are no sentence vectors, or learning failed: words alone decide. Never rejects. */
  readonly learnt: Promise<M | null>;
}

/** Learns from lessons, or remembers it. */
export type LearnFromVectors<L, M> = (lessons: L) => LearntSoFar<M>;

/** How one kind of model is learnt. */
export interface VectorTraining<L> {
  /** Begins the names of what is learnt, as in `danger`. */
  readonly name: string;
  /** What changes the result besides the lessons and the model of the vectors. */
  readonly settings: unknown;
  /** Folder with what ships. */
  readonly shipped: string;
  /** The worker that trains. */
  readonly script: URL;
  textsOf(lessons: L): readonly string[];
  /** Whether there is nothing to learn from. */
  isEmpty(lessons: L): boolean;
}

export interface VectorLearningDeps {
  /** Where what is learnt is kept. */
  readonly folder: string;
  readonly meaning: Pick<Meaning, 'modelId' | 'vectorsOf'>;
  readonly log: Log;
}

/** Without sentence vectors, nothing is learnt from them. */
export const learnsNothing = (): { kept: Promise<null>; learnt: Promise<null> } => ({
  kept: Promise.resolve(null),
  learnt: Promise.resolve(null),
});

/**
 * Creates a learner. It trains in a separate process, after the vectors of new texts; what ships, or was learnt before
 * on this disk, is only read.
 */
export function createVectorLearning<L, M>(
  training: VectorTraining<L>,
  { folder, meaning, log }: VectorLearningDeps,
): LearnFromVectors<L, M> {
  const { modelId } = meaning;
  if (modelId === null) return learnsNothing;

  async function learn(lessons: L, name: string): Promise<M | null> {
    try {
      const ahead = readVectors(vectorsAhead, modelId);
      const found = await learnFromVectors<L, M>(training, lessons, modelId as string, async (texts) => {
        const known = texts.map((text) => ahead.get(text));
        const made = await meaning.vectorsOf(texts.filter((_, i) => known[i] === null));
        return known.map((vector) => vector ?? made.shift() ?? null);
      });
      await storeKept(folder, name, found).catch((error: unknown) =>
        log.warn(
          { folder, error },
          'what was learnt from sentence vectors could not be kept; the next start learns it again',
        ),
      );
      return found;
    } catch (error) {
      log.error(
        { code: codeOf(error), error, what: training.name },
        'learning from sentence vectors failed; words alone decide',
      );
      return null;
    }
  }

  return (lessons) => {
    if (training.isEmpty(lessons)) return learnsNothing();
    const name = learntName(training, lessons, modelId);
    const kept = recallKept<M>(training.shipped, name).then((shipped) => shipped ?? recallKept<M>(folder, name));
    return { kept, learnt: kept.then((known) => known ?? learn(lessons, name)) };
  };
}

/** Names what is learnt from lessons with a model: another training gives it another name. */
export function learntName<L>({ name, settings }: VectorTraining<L>, lessons: L, modelId: string): string {
  return `${name}-${createHash('sha256')
    .update(JSON.stringify([settings, modelId, lessons]))
    .digest('hex')
    .slice(0, 32)}`;
}

/**
 * Learns from lessons and the vectors of their texts.
 * @throws {CodedError} `index.failed`
 */
export async function learnFromVectors<L, M>(
  { script, textsOf }: Pick<VectorTraining<L>, 'script' | 'textsOf'>,
  lessons: L,
  modelId: string,
  vectorsOf: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>,
): Promise<M> {
  const texts = textsOf(lessons);
  const vectors = await vectorsOf(texts);
  return runInWorker<M>(script, { lessons, modelId, texts, vectors });
}
