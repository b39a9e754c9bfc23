import type { DatabaseSync } from 'node:sqlite';
import { queueName } from '../queueName.ts';
import { rowsOf } from '../sqlite/rowsOf.ts';
import type { OutboxRecord, TaskRecord } from './end.ts';

interface Row extends Omit<TaskRecord, 'task'> {
  readonly conversation: string;
  readonly task: string;
}

const columns = (table: 'outbox' | 'dead_letters') => `
  v.key AS conversation, o.revision, c.at, c.tenant, c.account, o.task, o.attempts
  FROM ${table} o JOIN conversations v ON v.id = o.conversation
  JOIN commits c ON c.conversation = o.conversation AND c.revision = o.revision`;

function toTask({ tenant, account, revision, at, task, attempts }: Row): TaskRecord {
  return { tenant, account, revision, at, task: JSON.parse(task), attempts };
}

/** The outbox of a store in SQLite as records. */
export function readOutbox(db: DatabaseSync): OutboxRecord {
  const waiting = new Map<string, OutboxRecord['waiting'][number] & { tasks: TaskRecord[] }>();
  // The task that is due, leased or waiting for a retry comes first, even if an older one was requeued behind it.
  const rows = rowsOf<Row & { leased: number; due: number | null }>(
    db.prepare(
      `SELECT o.leased, o.due_at AS due, ${columns('outbox')}
       ORDER BY v.key, o.due_at IS NULL, o.revision, o.ordinal`,
    ),
  );
  for (const row of rows) {
    const task = toTask(row);
    const name = queueName({ ...row, task: task.task });
    const { conversation, due } = row;
    const queue = waiting.get(name) ?? { conversation, tasks: [], leased: row.leased === 1, due };
    queue.tasks.push(task);
    waiting.set(name, queue);
  }
  const deadLetters = rowsOf<Row & { code: string }>(
    db.prepare(`SELECT o.code, ${columns('dead_letters')} ORDER BY o.seq`),
  );
  return {
    // In the other end's order, by queue name.
    waiting: [...waiting].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, queue]) => queue),
    deadLetters: deadLetters.map((row) => ({ conversation: row.conversation, code: row.code, ...toTask(row) })),
  };
}

/** Replaces the outbox of a store in SQLite; its commits must exist. */
export function writeOutbox(db: DatabaseSync, { waiting, deadLetters }: OutboxRecord): void {
  const number = db.prepare('SELECT id FROM conversations WHERE key = ?');
  const add = db.prepare(
    `INSERT INTO outbox (conversation, revision, ordinal, task, attempts, leased, due_at, apart)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const deadLetter = db.prepare(
    'INSERT INTO dead_letters (conversation, revision, ordinal, task, attempts, code) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const location = (conversation: string, { revision, task }: TaskRecord) =>
    [number.get(conversation)?.id as number, revision, task.ordinal] as const;
  db.exec('DELETE FROM outbox; DELETE FROM dead_letters');
  for (const { conversation, tasks, leased, due } of waiting) {
    for (const [index, task] of tasks.entries()) {
      const first = index === 0;
      const state = [
        task.attempts,
        first && leased ? 1 : 0,
        first ? due : null,
        task.task.kind === 'side-effects' ? 1 : 0,
      ] as const;
      add.run(...location(conversation, task), JSON.stringify(task.task), ...state);
    }
  }
  for (const { conversation, code, ...task } of deadLetters) {
    deadLetter.run(...location(conversation, task), JSON.stringify(task.task), task.attempts, code);
  }
}
