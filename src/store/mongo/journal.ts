import { randomBytes } from 'node:crypto';
import type { Commit } from '../../core/model/commit.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Announcements } from './announcements.ts';
import { type CommitDocument, type CommitModel, toCommit, toDocument, toOutline } from './commitDocument.ts';
import type { MongoDatabase } from './connect.ts';
import { isPassing } from './driverErrors.ts';
import { insertOnce } from './insertOnce.ts';
import type { Reads } from './reads.ts';
import { advance, formatCursor, maxTransitMs, parseCursor } from './scanCursor.ts';
import { type Stamp, type Stamps, stampAt } from './stamp.ts';

interface JournalDeps {
  readonly database: MongoDatabase;
  readonly commits: CommitModel;
  readonly reads: Reads;
  readonly announcements: Announcements;
  readonly stamps: Stamps;
}

/** The journal in MongoDB: a commit is one insert, and unique keys decide which process was first. */
export function createJournal({ database, commits, reads, announcements, stamps }: JournalDeps): Journal {
  async function append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'> {
    const attempt = randomBytes(9).toString('base64url');
    const document = toDocument(commit, stamps.next(), attempt);
    if (commit.outbox.length === 0) return insert(document);
    // Announced first, so that the outbox never misses a stored commit, whenever the process dies.
    await commits.validate(document);
    await announcements.announce(commit, attempt);
    const outcome = await insert(document);
    if (outcome !== 'appended') await announcements.withdraw(commit, attempt).catch(() => {});
    return outcome;
  }

  async function insert(document: CommitDocument): Promise<'appended' | 'conflict' | 'duplicate'> {
    const { conversation, inboundKey, attempt } = document;
    try {
      if (await insertOnce(commits, document)) return 'appended';
    } catch (error) {
      // Whether it was carried out is unknown: perhaps only the answer was lost.
      if (!isPassing(error) || (await known(document))?.attempt !== attempt) throw error;
      return 'appended';
    }
    const other = await known(document);
    // The driver may have repeated our own insert after a cut connection.
    if (other?.attempt === attempt) return 'appended';
    return (await reads.holds(conversation, inboundKey, { revisionTaken: other !== null })) ? 'duplicate' : 'conflict';
  }

  /** The commit stored at a commit's revision, as a majority of the members knows it. */
  async function known({ conversation, revision }: CommitDocument): Promise<CommitDocument | null> {
    const [found] = await reads.onward(conversation, revision - 1, 1);
    return found?.revision === revision ? found : null;
  }

  /** A page of the journal in the order of the stamps, and the cursor behind it. */
  function page<D extends Pick<CommitDocument, 'stamp'>>(
    text: string | null,
    limit: number,
    behind: (stamp: Stamp, limit: number) => Promise<readonly D[]>,
  ): Promise<{ readonly found: readonly D[]; readonly cursor: string | null }> {
    return database.run(async () => {
      const cursor = parseCursor(text);
      const seen = new Set(cursor.seen);
      const all = await behind(cursor.after, limit + seen.size);
      const found = all.filter(({ stamp }) => !seen.has(stamp)).slice(0, limit);
      if (found.length === 0) return { found, cursor: text };
      const settled = stampAt(database.now() - maxTransitMs);
      const next = advance(
        cursor,
        found.map(({ stamp }) => stamp),
        settled,
      );
      return { found, cursor: formatCursor(next) };
    });
  }

  return {
    load: (conversation, inboundKey) =>
      database.run(async () => {
        const { stamp, ...loaded } = await reads.load(conversation, inboundKey);
        if (stamp !== null) stamps.saw(stamp);
        return loaded;
      }),

    append: (commit) => database.run(() => append(commit)),

    read: (conversation, revision, limit) =>
      database.run(async () => (await reads.onward(conversation, revision, limit)).map(toCommit)),

    async scan(text, limit) {
      const { found, cursor } = await page(text, limit, reads.behind);
      return { commits: found.map(toCommit), cursor };
    },

    async scanOutlines(text, limit) {
      const { found, cursor } = await page(text, limit, reads.outlinesBehind);
      return { commits: found.map(toOutline), cursor };
    },
  };
}
