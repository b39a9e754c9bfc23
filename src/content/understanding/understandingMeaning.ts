import { fileURLToPath } from 'node:url';
import { readMatchingId, shippedMatching } from '../../language/matching/matchingFile.ts';
import {
  headTraining,
  textsOf,
  type UnderstandingLessons,
  type UnderstandingMeaning,
} from '../../language/understanding/lessons.ts';
import type { LearnFromVectors, VectorTraining } from '../learntFromVectors.ts';

/** Learns what entries, aspects, acts and kinds mean, or remembers it. */
export type LearnUnderstandingMeaning = LearnFromVectors<UnderstandingLessons, UnderstandingMeaning>;

/** What ships with the bot is made by `npm run meaning:learn`; learning takes some ten seconds. */
export const understandingVectorTraining: VectorTraining<UnderstandingLessons> = {
  name: 'understanding',
  // Read where it is needed: without vectors nothing is learnt, and the service starts without the file.
  get settings() {
    return { ...headTraining, mean: true, packed: true, neighbours: true, matching: readMatchingId(shippedMatching) };
  },
  shipped: fileURLToPath(new URL('../../../models/understanding', import.meta.url)),
  script: new URL('../../language/understanding/learnMeaningWorker.ts', import.meta.url),
  textsOf,
  isEmpty: ({ topics }) => topics.length === 0,
};
