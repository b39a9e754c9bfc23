import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { type DangerLessons, type DangerMeaning, dangerTraining, textsOf } from '../../language/danger/index.ts';
import { runInWorker } from '../../language/inWorker.ts';
import type { Meaning } from '../../language/meaning/meaning.ts';
import { readVectors, shippedVectors } from '../../language/meaning/vectors.ts';
import { recallKept, storeKept } from '../trainingCache.ts';

/** What ships with the bot, made by `npm run dangers:learn`. */
export const shippedDangerMeaning = fileURLToPath(new URL('../../../models/danger', import.meta.url));

/** What is known of the meaning of dangers: what is at hand now, and what it will be once all is learnt. */
export interface DangerMeaningSoFar {
  /** Null: nothing that fits these lessons is kept. */
  readonly kept: Promise<DangerMeaning | null>;
  /** Null where there are no sentence vectors, or learning failed: words alone decide. Never rejects. */
  readonly learnt: Promise<DangerMeaning | null>;
}

/** Learns what dangers mean from lessons, or remembers it. */
export type LearnDangerMeaning = (lessons: DangerLessons) => DangerMeaningSoFar;

export interface DangerMeaningOptions {
  /** Where what is learnt is kept. */
  readonly folder: string;
  readonly meaning: Pick<Meaning, 'modelId' | 'vectorsOf'>;
  readonly log: Log;
}

/** Where there are no sentence vectors, nothing is learnt of meanings. */
export const noDangerMeaning: LearnDangerMeaning = () => ({
  kept: Promise.resolve(null),
  learnt: Promise.resolve(null),
});

/**
 * Learns in a process of its own, some half a minute and the time that vectors of new texts take; what ships, or was learnt
 * before on this disk, is only read.
 */
export function createDangerMeaning({ folder, meaning, log }: DangerMeaningOptions): LearnDangerMeaning {
  const { modelId } = meaning;
  if (modelId === null) return noDangerMeaning;

  async function learn(lessons: DangerLessons, name: string): Promise<DangerMeaning | null> {
    try {
      const shipped = readVectors(shippedVectors, modelId);
      const found = await learnDangerMeaning(lessons, modelId as string, async (texts) => {
        const known = texts.map((text) => shipped.get(text));
        const made = await meaning.vectorsOf(texts.filter((_, i) => known[i] === null));
        return known.map((vector) => vector ?? made.shift() ?? null);
      });
      await storeKept(folder, name, found).catch((error: unknown) =>
        log.warn({ folder, error }, 'what was learnt of dangers could not be kept; the next start learns it again'),
      );
      return found;
    } catch (error) {
      log.error({ code: codeOf(error), error }, 'what dangers mean could not be learnt; words alone tell them');
      return null;
    }
  }

  return (lessons) => {
    if (lessons.examples.length === 0) return noDangerMeaning(lessons);
    const name = dangerMeaningName(lessons, modelId);
    const kept = recallKept<DangerMeaning>(shippedDangerMeaning, name).then(
      (shipped) => shipped ?? recallKept<DangerMeaning>(folder, name),
    );
    return { kept, learnt: kept.then((known) => known ?? learn(lessons, name)) };
  };
}

/** Names what is learnt from lessons with a model: another training gives it another name. */
export function dangerMeaningName(lessons: DangerLessons, modelId: string): string {
  return `danger-${createHash('sha256')
    .update(JSON.stringify([dangerTraining, modelId, lessons]))
    .digest('hex')
    .slice(0, 32)}`;
}

/**
 * Learns what dangers mean.
 * @throws {CodedError} `index.failed`
 */
export async function learnDangerMeaning(
  lessons: DangerLessons,
  modelId: string,
  vectorsOf: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>,
): Promise<DangerMeaning> {
  const texts = textsOf(lessons);
  const vectors = await vectorsOf(texts);
  return runInWorker<DangerMeaning>(new URL('../../language/danger/learnMeaningWorker.ts', import.meta.url), {
    lessons,
    modelId,
    texts,
    vectors,
  });
}
