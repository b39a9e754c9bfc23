import type { Commit } from '../../core/commit.ts';
import type { ConversationId } from '../../core/conversation.ts';
import type { Log, Outbox, OutboxEntry, Undelivered, UndeliveredTask } from '../../core/ports.ts';
import type { BuriedTasks } from '../store.ts';
import type { MongoDatabase } from './connect.ts';
import { countTasks } from './countTasks.ts';
import { changeQueue, type Exchange, letOthersGoOn } from './exchange.ts';
import { insertOnce } from './insertOnce.ts';
import * as steps from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue, toQueueDocument } from './queueDocument.ts';
import type { Reads } from './reads.ts';
import type { DeliveredModel } from './records.ts';
import type { Stamps } from './stamp.ts';

/** How the journal tells the outbox of a commit before it is inserted. */
export interface Announcements {
  announce(commit: Commit, attempt: string): Promise<void>;
  withdraw(conversation: ConversationId, attempt: string): Promise<void>;
}

export interface OutboxParts {
  readonly database: MongoDatabase;
  readonly queues: QueueModel;
  readonly delivered: DeliveredModel;
  readonly exchange: Exchange;
  readonly reads: Reads;
  readonly stamps: Stamps;
  readonly log: Log;
}

/** Looks for tasks again at most so often when other processes take them away. */
const mostRounds = 100;

interface Claimed {
  readonly due: number;
  readonly entry: OutboxEntry;
}

const toEntry = (conversation: ConversationId, task: steps.QueuedTask): OutboxEntry => ({
  tenant: task.tenant,
  account: task.account,
  conversation,
  revision: task.revision,
  task: task.task,
  attempts: task.attempts,
});

/** The outbox in MongoDB: one document for each conversation that has something to send, see `queue.ts`. */
export function createOutbox(
  parts: OutboxParts,
): Outbox & BuriedTasks & Undelivered & { readonly announcements: Announcements } {
  const { database, queues, delivered, exchange, reads, stamps, log } = parts;

  const change = (conversation: ConversationId, work: (queue: steps.Queue) => steps.Queue | null) =>
    changeQueue(queues, exchange, conversation, work);

  /** What the journal holds at the revisions that a queue was told of. */
  async function look(conversation: ConversationId, { announced }: steps.Queue): Promise<steps.Found> {
    const revisions = [...new Set(announced.map(({ revision }) => revision))];
    const found = await Promise.all(
      revisions.map(async (revision) => {
        const [commit] = await reads.onward(conversation, revision - 1, 1);
        return [revision, commit?.revision === revision ? commit : null] as const;
      }),
    );
    return new Map(found);
  }

  /** A queue with all that the journal holds for it. */
  async function settled(read: QueueDocument): Promise<steps.Queue> {
    const queue = toQueue(read);
    return steps.settle(queue, await look(read._id, queue), database.now());
  }

  /** Leases the first task of a queue that is due; null when it has none after all, or another process was faster. */
  async function leaseOf(read: QueueDocument, now: number, until: number): Promise<OutboxEntry | null> {
    const before = toQueue(read);
    const queue = steps.settle(before, await look(read._id, before), now);
    const leased = steps.lease(queue, now, until);
    const next = leased?.queue ?? queue;
    const written = await exchange.swap(read, steps.isEmpty(next) ? null : toQueueDocument(read._id, next));
    return written && leased ? toEntry(read._id, leased.task) : null;
  }

  /**
   * Leases what is due, some of it at least: what was leased before the network failed must be given out all the same,
   * for nobody else gets it before its lease ends.
   */
  async function leaseDue(now: number, until: number, limit: number): Promise<{ due: number; leased: Claimed[] }> {
    const due = await queues
      .find({ due: { $lte: now } })
      .sort({ due: 1 })
      .limit(limit)
      .lean<QueueDocument[]>();
    const tried = await Promise.allSettled(due.map((read) => leaseOf(read, now, until)));
    const leased = tried.flatMap((result, index) =>
      result.status === 'fulfilled' && result.value !== null
        ? [{ due: due[index]?.due ?? now, entry: result.value }]
        : [],
    );
    const failed = tried.find((result) => result.status === 'rejected');
    if (failed !== undefined && leased.length === 0) throw failed.reason;
    return { due: due.length, leased };
  }

  async function ifHeld(entry: OutboxEntry, work: (queue: steps.Queue) => steps.Queue | null): Promise<void> {
    if (await change(entry.conversation, work)) return;
    const { conversation, revision, task } = entry;
    log.warn({ conversation, revision, ordinal: task.ordinal }, 'outbox task ignored: its lease went to another');
  }

  return {
    announcements: {
      async announce({ conversation, revision, at }, attempt) {
        const announcement = { revision, attempt, at };
        // Mostly nothing waits in a conversation, and this one insert does.
        const alone = toQueueDocument(conversation, steps.announce(steps.emptyQueue, announcement));
        if (await insertOnce(queues, alone)) return;
        await change(conversation, (queue) => steps.announce(queue, announcement));
      },
      async withdraw(conversation, attempt) {
        await change(conversation, (queue) => steps.withdraw(queue, attempt));
      },
    },

    claim: (now, leaseUntil, limit) =>
      database.run(async () => {
        const got: Claimed[] = [];
        for (let round = 0; round < mostRounds && got.length < limit; round++) {
          try {
            const { due, leased } = await leaseDue(now, leaseUntil, limit - got.length);
            got.push(...leased);
            if (due === 0) break;
            if (leased.length > 0) continue;
            // What was leased waits for nobody: what others are taking now is looked at again soon enough.
            if (got.length > 0) break;
            await letOthersGoOn();
          } catch (error) {
            if (got.length === 0) throw error;
            break;
          }
        }
        return got.toSorted((a, b) => a.due - b.due).map(({ entry }) => entry);
      }),

    done: (entry, platformId) =>
      database.run(async () => {
        const { conversation, revision, task } = entry;
        // Before the task leaves: an id that belongs to no task harms nobody, a forgotten one could not be found again.
        if (platformId !== null) {
          const _id = `${conversation}:${revision}:${task.ordinal}`;
          await insertOnce(delivered, { _id, conversation, revision, ordinal: task.ordinal, platformId });
        }
        await ifHeld(entry, (queue) => steps.done(queue, entry));
      }),

    retry: (entry, dueAt) => database.run(() => ifHeld(entry, (queue) => steps.retry(queue, entry, dueAt))),

    defer: (entry, dueAt, code) => database.run(() => ifHeld(entry, (queue) => steps.defer(queue, entry, dueAt, code))),

    hasten: (tenant, account, code, now) =>
      database.run(async () => {
        const own = { 'tasks.0.tenant': tenant, 'tasks.0.account': account };
        const put = await queues
          .find({ due: { $gt: now }, deferred: code, ...own }, { _id: 1 })
          .lean<{ _id: string }[]>();
        for (const { _id } of put) await change(_id, (queue) => steps.hasten(queue, code, now));
      }),

    bury: (entry, code) => database.run(() => ifHeld(entry, (queue) => steps.bury(queue, entry, code, stamps.next()))),

    nextDue: () =>
      database.run(async () => {
        const next = await queues
          .findOne({ due: { $gte: 0 } }, { due: 1 })
          .sort({ due: 1 })
          .lean<Pick<QueueDocument, 'due'>>();
        return next?.due ?? null;
      }),

    depth: () =>
      database.run(async () => {
        const all = await countTasks(queues, settled);
        const sum = (state: 'waiting' | 'buried') => all.reduce((total, each) => total + each[state], 0);
        return { waiting: sum('waiting'), buried: sum('buried') };
      }),

    depths: () => database.run(() => countTasks(queues, settled)),

    listBuried: (limit) =>
      database.run(async () => {
        // The earliest of all are among the earliest of those conversations whose first one is earliest.
        const found = await queues
          .find({ firstBuried: { $gte: '' } }, { buried: 1 })
          .sort({ firstBuried: 1 })
          .limit(limit)
          .lean<Pick<QueueDocument, '_id' | 'buried'>[]>();
        return found
          .flatMap(({ _id, buried }) => buried.map((task) => ({ _id, task })))
          .toSorted((a, b) => (a.task.stamp < b.task.stamp ? -1 : 1))
          .slice(0, limit)
          .map(({ _id, task }) => ({ ...toEntry(_id, task), code: task.code }));
      }),

    undelivered: (conversation) =>
      database.run(async () => {
        const read = await queues.findOne({ _id: conversation }).lean<QueueDocument>();
        if (read === null) return [];
        const { tasks, buried } = await settled(read);
        const told = (state: UndeliveredTask['state']) => (each: steps.QueuedTask) => {
          return { revision: each.revision, ordinal: each.task.ordinal, state };
        };
        return [...tasks.map(told('waiting')), ...buried.map(told('buried'))];
      }),

    revive: (entry) => database.run(() => change(entry.conversation, (queue) => steps.revive(queue, entry))),
  };
}
