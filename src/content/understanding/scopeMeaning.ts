import { fileURLToPath } from 'node:url';
import { type ScopeMeaning, scopeTraining, textsOfScope } from '../../language/scope/scopeLessons.ts';
import type { ClassLessons } from '../../language/understanding/lessons.ts';
import type { LearnFromVectors, VectorTraining } from '../learntFromVectors.ts';

/** Learns whose business messages are by what they mean, or remembers it. */
export type LearnScopeMeaning = LearnFromVectors<readonly ClassLessons[], ScopeMeaning>;

/** What ships with the bot is made by `npm run meaning:learn`; learning takes half a minute. */
export const scopeVectorTraining: VectorTraining<readonly ClassLessons[]> = {
  name: 'scope',
  settings: scopeTraining,
  shipped: fileURLToPath(new URL('../../../models/scope', import.meta.url)),
  script: new URL('../../language/scope/learnScopeWorker.ts', import.meta.url),
  textsOf: textsOfScope,
  isEmpty: (lessons) => lessons.length === 0,
};
