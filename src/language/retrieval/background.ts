import { readFileSync } from 'node:fs';
import { weakly } from '../../core/util/memoizeLast.ts';

/** Messages in three languages that no town hall answers, half of them near misses; written for this project. */
export const readBackground = weakly(() => readMessages(new URL('./background.tsv', import.meta.url)));

/** Reads messages: one a line behind its language, below a line of headings. */
export function readMessages(file: URL): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t')[1] ?? []);
}
