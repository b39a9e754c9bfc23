import type { CommitDocument, CommitModel } from '../commitDocument.ts';
import type { Reads } from '../reads.ts';
import type { Stamp } from '../stamp.ts';

/** Commits that are read at once, however few were asked for. */
const ahead = 20_000;
/** Milliseconds for which they are good: far less than a commit may be on its way, so that no late one is missed. */
const goodFor = 10_000;

/**
 * Reads the order of the journal on FerretDB 1, which goes through all commits for each page: so it is asked for many
 * pages at once, and they are kept for a moment.
 */
export function createLookAhead(commits: CommitModel): Reads['behind'] {
  let kept: { readonly from: Stamp; readonly until: number; readonly documents: readonly CommitDocument[] } | null =
    null;

  return async (stamp, limit) => {
    if (kept !== null && performance.now() < kept.until && kept.from <= stamp) {
      const start = kept.documents.findIndex((document) => document.stamp > stamp);
      if (start >= 0 && kept.documents.length - start >= limit) return kept.documents.slice(start, start + limit);
    }
    const documents = await commits
      .find({ stamp: { $gt: stamp } })
      .sort({ stamp: 1 })
      .limit(Math.max(limit, ahead))
      .lean<CommitDocument[]>();
    // Only what fills more than this page is worth its memory.
    kept = documents.length > limit ? { from: stamp, until: performance.now() + goodFor, documents } : null;
    return documents.slice(0, limit);
  };
}
