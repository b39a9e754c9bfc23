import type { Commit } from '../model/commit.ts';
import type { Journal } from '../ports/journal.ts';

const pageSize = 500;

/**
 * Iterates over all commits of a journal in order, up to the end at that time. It stops at the first page that is not
 * full: while others keep writing, a loop that waits for an empty page might never end.
 */
export async function* iterateCommits(journal: Pick<Journal, 'scan'>): AsyncGenerator<Commit> {
  for (let cursor: string | null = null; ; ) {
    const page = await journal.scan(cursor, pageSize);
    yield* page.commits;
    if (page.commits.length < pageSize) return;
    cursor = page.cursor;
  }
}
