import { readFileSync } from 'node:fs';

/** What people type, in three languages: the evaluation questions. They are used as traffic only, not for training. */
export function readQuestions(): readonly string[] {
  const file = new URL('../../test/data/eval/questions.tsv', import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t')[2] ?? '')
    .filter((text) => text !== '');
}
