import { readFileSync } from 'node:fs';

let shipped: readonly string[] | undefined;

/** Messages in three languages that no town hall answers, half of them near misses; written for this project. */
export function readBackground(): readonly string[] {
  shipped ??= readFileSync(new URL('./background.tsv', import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t')[1] ?? []);
  return shipped;
}
