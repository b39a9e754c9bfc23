import type { Commit } from '../model/commit.ts';
import type { CommitOutline, Journal } from '../ports/journal.ts';

const pageSize = 500;

/**
 * Iterates over all commits of a journal in order, up to the end at that time. It stops at the first page that is not
 * full: while others keep writing, a loop that waits for an empty page might never end.
 */
export function iterateCommits(journal: Pick<Journal, 'scan'>): AsyncGenerator<Commit> {
  return iterate((cursor) => journal.scan(cursor, pageSize));
}

/** The same without what was said. */
export function iterateOutlines(journal: Pick<Journal, 'scanOutlines'>): AsyncGenerator<CommitOutline> {
  return iterate((cursor) => journal.scanOutlines(cursor, pageSize));
}

async function* iterate<C>(
  read: (cursor: string | null) => Promise<{ readonly commits: readonly C[]; readonly cursor: string | null }>,
): AsyncGenerator<C> {
  for (let cursor: string | null = null; ; ) {
    const page = await read(cursor);
    yield* page.commits;
    if (page.commits.length < pageSize) return;
    cursor = page.cursor;
  }
}
