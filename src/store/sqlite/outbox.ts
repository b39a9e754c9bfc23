import type { Log } from '../../core/ports/log.ts';
import type { AccountDepth, Outbox, OutboxEntry, Undelivered, UndeliveredTask } from '../../core/ports/outbox.ts';
import type { BuriedTasks } from '../store.ts';
import type { Database } from './database.ts';
import { createOutboxRows, type Place, type TaskRow, toEntry } from './outboxRows.ts';

/**
 * The outbox in SQLite. A lease is a due time in the future; the number of failed attempts tells a holder whose
 * lease ran out (and whose word on retrying no longer counts) from the one who took the task over.
 */
export function createOutbox(database: Database, log: Log): Outbox & BuriedTasks & Undelivered {
  const rows = createOutboxRows(database.connection);

  /** Runs `work` on a task that `entry`'s holder still has; otherwise says in the log that it came too late. */
  async function ifHeld(entry: OutboxEntry, work: (place: Place) => boolean): Promise<void> {
    const held = await database.write(() => {
      const place = rows.place(entry);
      return place !== null && work(place);
    });
    if (!held) {
      const { conversation, revision, task } = entry;
      log.warn({ conversation, revision, ordinal: task.ordinal }, 'outbox task ignored: its lease went to another');
    }
  }

  return {
    claim: async (now, leaseUntil, limit, holder) => {
      // Looked at first, so that an idle dispatcher never takes the write lock.
      const some = await database.read(() => rows.isAnyDue.get(now) !== undefined);
      if (!some) return [];
      return database.write(() => {
        const due = rows.due.all(now, limit) as unknown as TaskRow[];
        const until = Math.ceil(leaseUntil);
        for (const row of due) rows.lease.run(until, holder ?? null, row.conversation, row.revision, row.ordinal);
        if (due.length > 0 && holder !== undefined) rows.enter.run(holder);
        return due.map((row) => toEntry(row, row.attempts + row.leased));
      });
    },

    beat: (holder) => database.write(() => rows.beat.run(holder).changes > 0),

    holders: () => database.read(() => rows.holders.all() as unknown as readonly { holder: string; beat: number }[]),

    takeOver: (holder, beat, now) =>
      database.write(() =>
        rows.forget.run(holder, beat).changes === 0 ? 0 : Number(rows.free.run(Math.ceil(now), holder).changes),
      ),

    leave: async (holder) => {
      await database.write(() => rows.leave.run(holder));
    },

    // Whoever says that a task is done is believed, lease or not: it was delivered.
    done: (entry, platformId) =>
      ifHeld(entry, (place) => {
        if (rows.remove.run(...place).changes === 0) {
          return entry.task.kind === 'side-effects' && rows.exhume.run(...place).changes > 0;
        }
        if (platformId !== null) rows.remember.run(...place, platformId);
        rows.promote(place[0]);
        return true;
      }),

    retry: (entry, dueAt, code) =>
      ifHeld(entry, (place) => rows.putBack.run(Math.ceil(dueAt), code, ...place, entry.attempts).changes > 0),

    defer: (entry, dueAt, code) =>
      ifHeld(entry, (place) => rows.putBackUntried.run(Math.ceil(dueAt), code, ...place, entry.attempts).changes > 0),

    hasten: async (tenant, account, code, now) => {
      // Looked at first, so that opening an account for which nothing waits never takes the write lock.
      const some = await database.read(() => rows.putOff.get(now, code, tenant, account) !== undefined);
      if (!some) return;
      await database.write(() => {
        const found = rows.putOff.all(now, code, tenant, account) as unknown as TaskRow[];
        for (const row of found) rows.setDue.run(Math.ceil(now), row.conversation, row.revision, row.ordinal);
      });
    },

    bury: (entry, code) =>
      ifHeld(entry, (place) => {
        if (rows.removeHeld.run(...place, entry.attempts).changes === 0) return false;
        rows.bury.run(...place, JSON.stringify(entry.task), entry.attempts + 1, code);
        rows.promote(place[0]);
        return true;
      }),

    nextDue: () => database.read(() => (rows.nextDue.get()?.due as number | null) ?? null),

    depth: () => database.read(() => rows.depth.get() as unknown as { waiting: number; buried: number }),

    depths: () => database.read(() => rows.depths.all() as unknown as readonly AccountDepth[]),

    listBuried: (limit) =>
      database.read(() =>
        (rows.buried.all(limit) as unknown as (TaskRow & { code: string })[]).map((row) => ({
          ...toEntry(row, row.attempts),
          code: row.code,
        })),
      ),

    undelivered: (conversation) =>
      database.read(() => rows.undelivered.all(conversation) as unknown as readonly UndeliveredTask[]),

    revive: (entry) =>
      database.write(() => {
        const place = rows.place(entry);
        if (place === null || rows.exhume.run(...place).changes === 0) return false;
        const isApart = entry.task.kind === 'side-effects';
        rows.add.run(...place, JSON.stringify(entry.task), isApart ? 1 : 0);
        if (isApart) rows.makeDue.run(...place);
        // It is older than what waits, and goes first unless something of the conversation is being sent right now.
        else if (!rows.isAnyLeased.get(place[0])) {
          rows.demote.run(place[0]);
          rows.promote(place[0]);
        }
        return true;
      }),
  };
}
