import { type Commit, sideEffectsLeaseMs } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Journal } from '../../core/ports/journal.ts';
import { createJustAppended } from '../justAppended.ts';
import {
  type CommitRow,
  commitColumns,
  commitValues,
  insertCommit,
  type OutlineRow,
  outlineColumns,
  toCommit,
  toOutline,
} from './commitRow.ts';
import type { Database } from './database.ts';
import { rowsOf } from './rowsOf.ts';

interface NewestRow {
  readonly revision: number;
  readonly state: string;
  readonly key_id: string;
  readonly duplicate: number | null;
}

type Stored = { readonly outcome: 'appended'; readonly seq: number } | { readonly outcome: 'duplicate' | 'conflict' };

/** The journal in SQLite. SQLite's own lock allows one writer at a time, so `seq` has no gaps that fill later. */
export function createJournal(database: Database): Journal {
  const db = database.connection;
  const justAppended = createJustAppended<number>();
  const findNumber = db.prepare('SELECT id FROM conversations WHERE key = ?');
  const addConversation = db.prepare('INSERT INTO conversations (key) VALUES (?)');
  const add = db.prepare(insertCommit);
  const addTask = db.prepare(
    `INSERT INTO outbox (conversation, revision, ordinal, task, attempts, leased, due_at, apart)
     VALUES (?, ?, ?, ?, 0, ?, ?, ?)`,
  );
  const someTask = db.prepare('SELECT 1 FROM outbox WHERE conversation = ? AND apart = 0 LIMIT 1');
  const newest = db.prepare(
    `SELECT c.revision, c.state, c.key_id, (
       SELECT revision FROM commits d WHERE d.conversation = v.id AND d.inbound_key = ?
     ) AS duplicate
     FROM conversations v JOIN commits c ON c.conversation = v.id
     WHERE v.key = ? ORDER BY c.revision DESC LIMIT 1`,
  );
  const byInboundKey = db.prepare('SELECT revision FROM commits WHERE conversation = ? AND inbound_key = ?');
  const after = db.prepare(
    `SELECT ${commitColumns} FROM commits c JOIN conversations v ON v.id = c.conversation
     WHERE c.conversation = ? AND c.revision > ? ORDER BY c.revision LIMIT ?`,
  );
  const onward = db.prepare(
    `SELECT ${commitColumns} FROM commits c JOIN conversations v ON v.id = c.conversation
     WHERE c.seq > ? ORDER BY c.seq LIMIT ?`,
  );

  const outlines = db.prepare(
    `SELECT ${outlineColumns} FROM commits c JOIN conversations v ON v.id = c.conversation
     WHERE c.seq > ? ORDER BY c.seq LIMIT ?`,
  );

  function numberOf(conversation: ConversationId): number | null {
    return (findNumber.get(conversation)?.id as number | undefined) ?? null;
  }

  function store(commit: Commit, values: ReturnType<typeof commitValues>, tasks: readonly string[]): Stored {
    const number = numberOf(commit.conversation) ?? addConversation.run(commit.conversation).lastInsertRowid;
    const { changes, lastInsertRowid } = add.run(number, ...values);
    if (changes === 0) return { outcome: byInboundKey.get(number, commit.inboundKey) ? 'duplicate' : 'conflict' };
    for (const [index, { ordinal, kind }] of commit.outbox.entries()) {
      const folder = [number, commit.revision, ordinal, tasks[index] as string] as const;
      if (kind === 'side-effects') addTask.run(...folder, 1, Math.ceil(commit.at + sideEffectsLeaseMs), 1);
      else addTask.run(...folder, 0, someTask.get(number) ? null : commit.at, 0);
    }
    return { outcome: 'appended', seq: Number(lastInsertRowid) };
  }

  /** The commits right after a position that this process has just stored, up to the first that it did not. */
  function justAppendedAfter(seq: number, limit: number): Commit[] {
    const commits: Commit[] = [];
    for (let next = seq + 1; commits.length < limit; next += 1) {
      const commit = justAppended.at(next);
      if (commit === undefined) break;
      commits.push(commit);
    }
    return commits;
  }

  return {
    async load(conversation, inboundKey) {
      const row = await database.read(() => newest.get(inboundKey, conversation) as NewestRow | undefined);
      if (!row) return { latest: null, duplicateOf: null };
      // A sender who learns that a message is stored will not send it again.
      if (row.duplicate !== null) await database.settle();
      const { revision, state, key_id: keyId, duplicate } = row;
      return { latest: { revision, state: JSON.parse(state), keyId }, duplicateOf: duplicate };
    },

    append: async (commit) => {
      // Encoded before the transaction, so that an encoding error fails alone and blocks nobody.
      const values = commitValues(commit);
      const tasks = commit.outbox.map((task) => JSON.stringify(task));
      const stored = await database.write(() => store(commit, values, tasks));
      if (stored.outcome === 'appended') justAppended.put(stored.seq, commit);
      return stored.outcome;
    },

    read: (conversation, revision, limit) =>
      database.read(() => {
        const number = numberOf(conversation);
        if (number === null) return [];
        return rowsOf<CommitRow>(after, number, revision, limit).map(toCommit);
      }),

    scan: (cursor, limit) =>
      database.read(() => {
        const from = parseCursor(cursor);
        const own = justAppendedAfter(from, limit);
        const to = from + own.length;
        const rows = rowsOf<CommitRow>(onward, to, limit - own.length);
        const last = rows.at(-1)?.seq ?? to;
        return { commits: [...own, ...rows.map(toCommit)], cursor: last === from ? cursor : String(last) };
      }),

    scanOutlines: (cursor, limit) =>
      database.read(() => {
        const rows = rowsOf<OutlineRow>(outlines, parseCursor(cursor), limit);
        return { commits: rows.map(toOutline), cursor: rows.at(-1)?.seq.toString() ?? cursor };
      }),
  };
}

function parseCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new CodedError('input.invalid', 'This is not a cursor of the journal. Pass one that a scan returned, or none.');
}
