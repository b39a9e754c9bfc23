import { createHash } from 'node:crypto';
import type { Journal } from '../core/ports.ts';
import { canonicalJson } from './canonicalJson.ts';

const pageSize = 500;

/** How many commits a journal holds, and a hash over all of them in their order. */
export interface JournalDigest {
  readonly commits: number;
  /** Hex SHA-256 over the canonical JSON of every commit, one a line, `sealed` in base64: the same in every store. */
  readonly sha256: string;
}

/** Reads a whole journal and digests it, so that a copy can be compared with what it was copied from. */
export async function digestJournal(journal: Journal): Promise<JournalDigest> {
  const hash = createHash('sha256');
  let commits = 0;
  let cursor: string | null = null;
  for (;;) {
    const page = await journal.scan(cursor, pageSize);
    if (page.commits.length === 0) return { commits, sha256: hash.digest('hex') };
    for (const commit of page.commits) {
      hash.update(`${canonicalJson({ ...commit, sealed: Buffer.from(commit.sealed).toString('base64') })}\n`);
    }
    commits += page.commits.length;
    cursor = page.cursor;
  }
}
