import { dangerVectorTraining, type LearnDangerMeaning } from '../content/dangers/dangerMeaning.ts';
import { createVectorLearning, type VectorLearningDeps } from '../content/learntFromVectors.ts';
import { createParsedCache, type ParsedCache } from '../content/load/parsedFiles.ts';
import { createKeptLearning } from '../content/trainingCache.ts';
import { type LearnScopeMeaning, scopeVectorTraining } from '../content/understanding/scopeMeaning.ts';
import {
  type LearnUnderstandingMeaning,
  understandingVectorTraining,
} from '../content/understanding/understandingMeaning.ts';
import type { Log } from '../core/ports/log.ts';
import { type Learn, startLearning } from '../language/learn.ts';
import { learntAhead } from './learntAhead.ts';

/** What is made of content on this disk, or was made before and is only read. */
interface Learners {
  readonly parsed: ParsedCache;
  readonly learn: Learn;
  readonly dangerMeaning: LearnDangerMeaning;
  readonly understandingMeaning: LearnUnderstandingMeaning;
  readonly scopeMeaning: LearnScopeMeaning;
}

/** @param folder where what is learnt is kept between starts */
export function createLearners(folder: string, meaning: VectorLearningDeps['meaning'], log: Log): Learners {
  const deps = { folder, meaning, log };
  return {
    parsed: createParsedCache({ folder, ahead: learntAhead, log }),
    learn: createKeptLearning({ folder, ahead: learntAhead, learn: startLearning, log }),
    dangerMeaning: createVectorLearning(dangerVectorTraining, deps),
    understandingMeaning: createVectorLearning(understandingVectorTraining, deps),
    scopeMeaning: createVectorLearning(scopeVectorTraining, deps),
  };
}
