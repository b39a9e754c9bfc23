import type { Commit } from '../model/commit.ts';
import type { Journal } from '../ports/journal.ts';

const pageSize = 500;

/**
 * Every commit of a journal, in its order, up to its end when that is reached: while others go on writing, whoever waited
 * for a page without commits would never be done.
 */
export async function* iterateCommits(journal: Pick<Journal, 'scan'>): AsyncGenerator<Commit> {
  for (let cursor: string | null = null; ; ) {
    const page = await journal.scan(cursor, pageSize);
    yield* page.commits;
    if (page.commits.length < pageSize) return;
    cursor = page.cursor;
  }
}
