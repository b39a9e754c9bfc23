import { createHash } from 'node:crypto';
import type { Commit } from '../core/model/commit.ts';
import { canonicalJson } from './canonicalJson.ts';

/** How many commits a journal holds, and a hash over all of them in their order. */
export interface JournalDigest {
  readonly commits: number;
  /** Hex SHA-256 over the canonical JSON of every commit, one per line, `sealed` in base64: the same in every store. */
  readonly sha256: string;
}

/** Digests commits, so that a copy of a journal can be compared with the original. */
export async function digestCommits(commits: AsyncIterable<Commit>): Promise<JournalDigest> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const commit of commits) {
    hash.update(`${canonicalJson({ ...commit, sealed: Buffer.from(commit.sealed).toString('base64') })}\n`);
    count += 1;
  }
  return { commits: count, sha256: hash.digest('hex') };
}
