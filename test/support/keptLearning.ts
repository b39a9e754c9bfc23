import { type KnowledgeLearners, lessonsOf } from '../../src/content/buildKnowledge.ts';
import { learnsNothing } from '../../src/content/learntFromVectors.ts';
import { createKeptLearning } from '../../src/content/trainingCache.ts';
import { type Learn, type Learning, type Lessons, startLearning } from '../../src/language/learn.ts';
import { createLog } from './log.ts';
import { learntAhead, learntDir } from './service.ts';
import { shippedContent } from './shippedContent.ts';

/** Learning as the service does it; all tests keep what was learnt in one place. */
export const keptLearning = createKeptLearning({
  folder: learntDir,
  ahead: learntAhead,
  learn: startLearning,
  log: createLog(),
});

/**
 * Learns the entries of a content that a test has changed, for this once. All else is what was learnt of the content
 * that ships: some questions more change no danger, kind or act.
 */
export const learnsEntries: Learn = (lessons) => {
  const shipped = shippedContent().then((content) => keptLearning(lessonsOf(content)));
  return {
    entries: learnEntries(lessons),
    understanding: shipped.then((made) => made.understanding),
    scope: shipped.then((made) => made.scope),
    dangers: shipped.then((made) => made.dangers),
    kinds: shipped.then((made) => made.kinds),
  };
};

/** Learns the entries of some lessons, and nothing else. */
export function learnEntries(lessons: Lessons): Learning['entries'] {
  const nothing = { understanding: { aspects: null, acts: null }, scope: null, dangers: null, kinds: null };
  return startLearning(lessons, nothing).entries;
}

/** What learns where sentences have no meaning: words alone tell dangers. */
export const wordsOnly: KnowledgeLearners = {
  learn: keptLearning,
  dangerMeaning: learnsNothing,
  understandingMeaning: learnsNothing,
  scopeMeaning: learnsNothing,
};
