import { readQuestionSet } from './evaluationSet.ts';

/** What people type, in three languages: the evaluation questions. They are used as traffic only, not for training. */
export function readQuestions(): readonly string[] {
  return readQuestionSet().map(({ text }) => text);
}
