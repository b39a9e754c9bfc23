import { randomBytes } from 'node:crypto';
import type { Commit } from '../../core/model/commit.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Announcements } from './announcements.ts';
import { type CommitDocument, type CommitModel, toCommit, toDocument } from './commitDocument.ts';
import type { MongoDatabase } from './connect.ts';
import { isPassing } from './driverErrors.ts';
import { insertOnce } from './insertOnce.ts';
import type { Reads } from './reads.ts';
import { advance, formatCursor, onItsWay, parseCursor } from './scanCursor.ts';
import { type Stamps, stampAt } from './stamp.ts';

export interface JournalDeps {
  readonly database: MongoDatabase;
  readonly commits: CommitModel;
  readonly reads: Reads;
  readonly announcements: Announcements;
  readonly stamps: Stamps;
}

/** The journal in MongoDB: a commit is one insert, and unique keys settle who was first. */
export function createJournal({ database, commits, reads, announcements, stamps }: JournalDeps): Journal {
  async function append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'> {
    const attempt = randomBytes(9).toString('base64url');
    const document = toDocument(commit, stamps.next(), attempt);
    if (commit.outbox.length === 0) return insert(document);
    // Announced first: a commit that stands can then never be forgotten by the outbox, whenever the process dies.
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
      // Whether it was carried out is unclear: perhaps only the answer was lost.
      if (!isPassing(error) || (await known(document))?.attempt !== attempt) throw error;
      return 'appended';
    }
    const other = await known(document);
    // Perhaps the driver repeated our own insert after a cut connection.
    if (other?.attempt === attempt) return 'appended';
    return (await reads.holds(conversation, inboundKey, other !== null)) ? 'duplicate' : 'conflict';
  }

  /** The commit that stands in a commit's place, as far as a majority of the members knows. */
  async function known({ conversation, revision }: CommitDocument): Promise<CommitDocument | null> {
    const [found] = await reads.onward(conversation, revision - 1, 1);
    return found?.revision === revision ? found : null;
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

    scan: (text, limit) =>
      database.run(async () => {
        const cursor = parseCursor(text);
        const seen = new Set(cursor.seen);
        const found = await reads.behind(cursor.after, limit + seen.size);
        const page = found.filter(({ stamp }) => !seen.has(stamp)).slice(0, limit);
        if (page.length === 0) return { commits: [], cursor: text };
        const settled = stampAt(database.now() - onItsWay);
        const next = advance(
          cursor,
          page.map(({ stamp }) => stamp),
          settled,
        );
        return { commits: page.map(toCommit), cursor: formatCursor(next) };
      }),
  };
}
