import type { KnowledgeLearners } from '../../src/content/buildKnowledge.ts';
import { learnsNothing } from '../../src/content/learntFromVectors.ts';
import { createKeptLearning } from '../../src/content/trainingCache.ts';
import { startLearning } from '../../src/language/learn.ts';
import { createLog } from './log.ts';
import { learntDir } from './service.ts';

/** Learning as the service does it; all tests keep what was learnt in one place. */
export const keptLearning = createKeptLearning({
  folder: learntDir,
  ahead: learntDir,
  learn: startLearning,
  log: createLog(),
});

/** What learns where sentences have no meaning: words alone tell dangers. */
export const wordsOnly: KnowledgeLearners = {
  learn: keptLearning,
  dangerMeaning: learnsNothing,
  understandingMeaning: learnsNothing,
};
