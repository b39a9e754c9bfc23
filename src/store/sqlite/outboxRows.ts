import type { DatabaseSync } from 'node:sqlite';
import type { OutboxEntry } from '../../core/ports/outbox.ts';
/** Conversation number, revision, ordinal: the primary key of a task. */
export type TaskKey = readonly [number, number, number];

/** A task as it is read, with data of its commit. */
export interface TaskRow {
  readonly conversation: number;
  readonly key: string;
  readonly revision: number;
  readonly ordinal: number;
  readonly tenant: string;
  readonly account: string;
  readonly task: string;
  readonly attempts: number;
  readonly leased: number;
}

export function toEntry(row: TaskRow, attempts: number): OutboxEntry {
  const { tenant, account, revision } = row;
  return { tenant, account, conversation: row.key, revision, task: JSON.parse(row.task), attempts };
}

const at = 'conversation = ? AND revision = ? AND ordinal = ?';
const withCommit = `JOIN conversations v ON v.id = o.conversation
  JOIN commits c ON c.conversation = o.conversation AND c.revision = o.revision`;

/** The prepared statements of the outbox. */
export function createOutboxRows(db: DatabaseSync) {
  const findNumber = db.prepare('SELECT id FROM conversations WHERE key = ?');
  const oldest = db.prepare(
    `SELECT revision, ordinal, due_at FROM outbox WHERE conversation = ? AND apart = 0
     ORDER BY revision, ordinal LIMIT 1`,
  );
  const makeDue = db.prepare(
    `UPDATE outbox SET due_at = (
       SELECT at FROM commits c WHERE c.conversation = outbox.conversation AND c.revision = outbox.revision
     ) WHERE ${at}`,
  );

  return {
    isAnyDue: db.prepare('SELECT 1 FROM outbox WHERE due_at <= ? LIMIT 1'),
    due: db.prepare(
      `SELECT o.conversation, v.key, o.revision, o.ordinal, c.tenant, c.account, o.task, o.attempts, o.leased
       FROM outbox o ${withCommit} WHERE o.due_at <= ? ORDER BY o.due_at LIMIT ?`,
    ),
    // An expired lease counts as a failed attempt.
    lease: db.prepare(`UPDATE outbox SET due_at = ?, holder = ?, attempts = attempts + leased, leased = 1 WHERE ${at}`),
    enter: db.prepare('INSERT INTO holders VALUES (?, 1) ON CONFLICT (holder) DO UPDATE SET beat = beat + 1'),
    beat: db.prepare('UPDATE holders SET beat = beat + 1 WHERE holder = ?'),
    holders: db.prepare('SELECT holder, beat FROM holders'),
    forget: db.prepare('DELETE FROM holders WHERE holder = ? AND beat = ?'),
    leave: db.prepare('DELETE FROM holders WHERE holder = ?'),
    // Of its tasks: leases that have not expired.
    free: db.prepare('UPDATE outbox SET due_at = ?1 WHERE due_at > ?1 AND holder = ?2 AND leased = 1'),
    putBack: db.prepare(
      `UPDATE outbox SET due_at = ?, code = ?, attempts = attempts + 1, leased = 0 WHERE ${at} AND attempts = ? AND leased = 1`,
    ),
    putBackUntried: db.prepare(
      `UPDATE outbox SET due_at = ?, code = ?, leased = 0 WHERE ${at} AND attempts = ? AND leased = 1`,
    ),
    putOff: db.prepare(
      `SELECT o.conversation, o.revision, o.ordinal FROM outbox o
       JOIN commits c ON c.conversation = o.conversation AND c.revision = o.revision
       WHERE o.due_at > ? AND o.leased = 0 AND o.code = ? AND c.tenant = ? AND c.account = ?`,
    ),
    setDue: db.prepare(`UPDATE outbox SET due_at = ?, code = NULL WHERE ${at} AND leased = 0`),
    remove: db.prepare(`DELETE FROM outbox WHERE ${at}`),
    removeHeld: db.prepare(`DELETE FROM outbox WHERE ${at} AND attempts = ? AND leased = 1`),
    remember: db.prepare('INSERT INTO delivered VALUES (?, ?, ?, ?)'),
    nextDue: db.prepare('SELECT min(due_at) AS due FROM outbox WHERE due_at IS NOT NULL'),
    depth: db.prepare(
      'SELECT (SELECT count(*) FROM outbox) AS waiting, (SELECT count(*) FROM dead_letters) AS deadLetters',
    ),
    depths: db.prepare(
      `SELECT tenant, account, sum(waiting) AS waiting, sum(dead) AS deadLetters FROM (
         SELECT c.tenant, c.account, 1 AS waiting, 0 AS dead FROM outbox o
         JOIN commits c ON c.conversation = o.conversation AND c.revision = o.revision
         UNION ALL
         SELECT c.tenant, c.account, 0, 1 FROM dead_letters o
         JOIN commits c ON c.conversation = o.conversation AND c.revision = o.revision
       ) GROUP BY tenant, account ORDER BY tenant, account`,
    ),
    deadLetter: db.prepare(
      'INSERT INTO dead_letters (conversation, revision, ordinal, task, attempts, code) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    deadLetters: db.prepare(
      `SELECT o.conversation, v.key, o.revision, o.ordinal, c.tenant, c.account, o.task, o.attempts, o.code
       FROM dead_letters o ${withCommit} ORDER BY o.seq LIMIT ?`,
    ),
    undelivered: db.prepare(
      `WITH v AS (SELECT id FROM conversations WHERE key = ?)
       SELECT revision, ordinal, 'waiting' AS state FROM outbox WHERE conversation = (SELECT id FROM v) AND apart = 0
       UNION ALL
       SELECT revision, ordinal, 'dead-letter' FROM dead_letters
       WHERE conversation = (SELECT id FROM v) AND task ->> '$.kind' <> 'side-effects'`,
    ),
    exhume: db.prepare(`DELETE FROM dead_letters WHERE ${at}`),
    add: db.prepare(
      `INSERT INTO outbox (conversation, revision, ordinal, task, attempts, leased, apart) VALUES (?, ?, ?, ?, 0, 0, ?)`,
    ),
    makeDue,
    isAnyLeased: db.prepare('SELECT 1 FROM outbox WHERE conversation = ? AND leased = 1 AND apart = 0 LIMIT 1'),
    demote: db.prepare('UPDATE outbox SET due_at = NULL WHERE conversation = ? AND due_at IS NOT NULL AND apart = 0'),

    taskKey(entry: OutboxEntry): TaskKey | null {
      const number = findNumber.get(entry.conversation)?.id as number | undefined;
      return number === undefined ? null : [number, entry.revision, entry.task.ordinal];
    },

    /** Makes the oldest task of a conversation due at its commit's time, if no due time was set before. */
    promote(conversation: number): void {
      const row = oldest.get(conversation) as { revision: number; ordinal: number; due_at: number | null } | undefined;
      if (row && row.due_at === null) makeDue.run(conversation, row.revision, row.ordinal);
    },
  };
}
