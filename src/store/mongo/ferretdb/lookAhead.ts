import type { CommitDocument, CommitModel } from '../commitDocument.ts';
import type { Stamp } from '../stamp.ts';

/** Most commits read at once, however few were asked for. */
const readAheadLimit = 20_000;
/** How long they are reused, milliseconds: far less than a commit may be in transit, so that no late one is missed. */
const reuseMs = 10_000;

/**
 * Reads the journal's order on FerretDB 1, which scans all commits for each page: so many pages are read at once and
 * kept for a moment. `fields`: what is read of each; none: all.
 */
export function createLookAhead<D extends Pick<CommitDocument, 'stamp'>>(
  commits: CommitModel,
  fields: Readonly<Record<string, 0 | 1>>,
): (stamp: Stamp, limit: number) => Promise<readonly D[]> {
  let kept: { readonly from: Stamp; readonly until: number; readonly documents: readonly D[] } | null = null;

  return async (stamp, limit) => {
    if (kept !== null && performance.now() < kept.until && kept.from <= stamp) {
      const start = kept.documents.findIndex((document) => document.stamp > stamp);
      if (start >= 0 && kept.documents.length - start >= limit) return kept.documents.slice(start, start + limit);
    }
    const documents = await commits
      .find({ stamp: { $gt: stamp } }, fields)
      .sort({ stamp: 1 })
      .limit(Math.max(limit, readAheadLimit))
      .lean<D[]>();
    // Pages after this one are kept only if there are any.
    kept = documents.length > limit ? { from: stamp, until: performance.now() + reuseMs, documents } : null;
    return documents.slice(0, limit);
  };
}
