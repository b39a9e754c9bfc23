import { fileURLToPath } from 'node:url';
import { type DangerLessons, type DangerMeaning, dangerTraining, textsOf } from '../../language/danger/index.ts';
import type { LearnFromVectors, VectorTraining } from '../learntFromVectors.ts';

/** Learns what dangers mean from lessons, or remembers it. */
export type LearnDangerMeaning = LearnFromVectors<DangerLessons, DangerMeaning>;

/** What ships with the bot is made by `npm run meaning:learn`; learning takes half a minute. */
export const dangerVectorTraining: VectorTraining<DangerLessons> = {
  name: 'danger',
  settings: dangerTraining,
  shipped: fileURLToPath(new URL('../../../models/danger', import.meta.url)),
  script: new URL('../../language/danger/learnMeaningWorker.ts', import.meta.url),
  textsOf,
  isEmpty: ({ examples }) => examples.length === 0,
};
