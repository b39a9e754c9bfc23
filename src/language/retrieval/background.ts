import { weakly } from '../../core/util/memoizeLast.ts';
import { readRows } from '../text/readRows.ts';

/** Messages in three languages that no town hall answers, half of them near misses; written for this project. */
export const readBackground = weakly(() =>
  readRows(new URL('./background.tsv', import.meta.url)).flatMap(([, text]) => text ?? []),
);
