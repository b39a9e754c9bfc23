import type { Log } from '../../core/ports/log.ts';
import type {
  AccountDepth,
  DeadLetters,
  Outbox,
  OutboxEntry,
  Undelivered,
  UndeliveredTask,
} from '../../core/ports/outbox.ts';
import type { Database } from './database.ts';
import { createOutboxRows, type TaskKey, type TaskRow, toEntry } from './outboxRows.ts';
import { rowOf, rowsOf } from './rowsOf.ts';

/**
 * The outbox in SQLite. A lease is a due time in the future; the number of failed attempts distinguishes a holder whose
 * lease expired (and who may no longer schedule a retry) from the one who took the task over.
 */
export function createOutbox(database: Database, log: Log): Outbox & DeadLetters & Undelivered {
  const rows = createOutboxRows(database.connection);

  /** Runs `work` on a task that the entry's holder still has; otherwise logs that it came too late. */
  async function ifHeld(entry: OutboxEntry, work: (taskKey: TaskKey) => boolean): Promise<void> {
    const held = await database.write(() => {
      const taskKey = rows.taskKey(entry);
      return taskKey !== null && work(taskKey);
    });
    if (!held) {
      const { conversation, revision, task } = entry;
      log.warn(
        { conversation, revision, ordinal: task.ordinal },
        'outbox task ignored: another process holds its lease',
      );
    }
  }

  return {
    claim: async (now, leaseUntil, limit, holder) => {
      // A read first, so that an idle dispatcher never takes the write lock.
      const some = await database.read(() => rows.isAnyDue.get(now) !== undefined);
      if (!some) return [];
      return database.write(() => {
        const due = rowsOf<TaskRow>(rows.due, now, limit);
        const until = Math.ceil(leaseUntil);
        for (const row of due) rows.lease.run(until, holder ?? null, row.conversation, row.revision, row.ordinal);
        if (due.length > 0 && holder !== undefined) rows.enter.run(holder);
        return due.map((row) => toEntry(row, row.attempts + row.leased));
      });
    },

    beat: (holder) => database.write(() => rows.beat.run(holder).changes > 0),

    holders: () => database.read(() => rowsOf<{ holder: string; beat: number }>(rows.holders)),

    reclaim: (holder, beat, now) =>
      database.write(() =>
        rows.forget.run(holder, beat).changes === 0 ? 0 : Number(rows.free.run(Math.ceil(now), holder).changes),
      ),

    leave: async (holder) => {
      await database.write(() => rows.leave.run(holder));
    },

    // A task reported as done is removed, lease or not: it was delivered.
    done: (entry, platformId) =>
      ifHeld(entry, (taskKey) => {
        if (rows.remove.run(...taskKey).changes === 0) {
          return entry.task.kind === 'side-effects' && rows.exhume.run(...taskKey).changes > 0;
        }
        if (platformId !== null) rows.remember.run(...taskKey, platformId);
        rows.promote(taskKey[0]);
        return true;
      }),

    retry: (entry, dueAt, code) =>
      ifHeld(entry, (taskKey) => rows.putBack.run(Math.ceil(dueAt), code, ...taskKey, entry.attempts).changes > 0),

    defer: (entry, dueAt, code) =>
      ifHeld(
        entry,
        (taskKey) => rows.putBackUntried.run(Math.ceil(dueAt), code, ...taskKey, entry.attempts).changes > 0,
      ),

    hasten: async (tenant, account, code, now) => {
      // A read first, so that opening an account without waiting tasks never takes the write lock.
      const some = await database.read(() => rows.putOff.get(now, code, tenant, account) !== undefined);
      if (!some) return;
      await database.write(() => {
        const found = rowsOf<TaskRow>(rows.putOff, now, code, tenant, account);
        for (const row of found) rows.setDue.run(Math.ceil(now), row.conversation, row.revision, row.ordinal);
      });
    },

    deadLetter: (entry, code) =>
      ifHeld(entry, (taskKey) => {
        if (rows.removeHeld.run(...taskKey, entry.attempts).changes === 0) return false;
        rows.deadLetter.run(...taskKey, JSON.stringify(entry.task), entry.attempts + 1, code);
        rows.promote(taskKey[0]);
        return true;
      }),

    nextDue: () => database.read(() => (rows.nextDue.get()?.due as number | null) ?? null),

    depth: () =>
      database.read(
        () => rowOf<{ waiting: number; deadLetters: number }>(rows.depth) ?? { waiting: 0, deadLetters: 0 },
      ),

    depths: () => database.read(() => rowsOf<AccountDepth>(rows.depths)),

    listDeadLetters: (limit) =>
      database.read(() =>
        rowsOf<TaskRow & { code: string }>(rows.deadLetters, limit).map((row) => ({
          ...toEntry(row, row.attempts),
          code: row.code,
        })),
      ),

    undelivered: (conversation) => database.read(() => rowsOf<UndeliveredTask>(rows.undelivered, conversation)),

    requeue: (entry) =>
      database.write(() => {
        const taskKey = rows.taskKey(entry);
        if (taskKey === null || rows.exhume.run(...taskKey).changes === 0) return false;
        const isApart = entry.task.kind === 'side-effects';
        rows.add.run(...taskKey, JSON.stringify(entry.task), isApart ? 1 : 0);
        if (isApart) rows.makeDue.run(...taskKey);
        // It is older than the waiting tasks, and goes first unless something of the conversation is being sent right
        // now.
        else if (!rows.isAnyLeased.get(taskKey[0])) {
          rows.demote.run(taskKey[0]);
          rows.promote(taskKey[0]);
        }
        return true;
      }),
  };
}
