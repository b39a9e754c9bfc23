import type { Log } from '../../core/ports/log.ts';
import type { DeadLetters, Outbox, OutboxEntry, Undelivered, UndeliveredTask } from '../../core/ports/outbox.ts';
import { conversationOf, partOf, queueName } from '../queueName.ts';
import { type Announcements, createAnnouncements } from './announcements.ts';
import { createClaim, toEntry } from './claim.ts';
import type { MongoDatabase } from './connect.ts';
import { countTasks } from './countTasks.ts';
import type { DeliveredModel } from './documents.ts';
import { changeQueue, type Exchange } from './exchange.ts';
import { createHolders, type HolderModel } from './holders.ts';
import { insertOnce } from './insertOnce.ts';
import * as steps from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue } from './queueDocument.ts';
import type { Reads } from './reads.ts';
import type { Stamps } from './stamp.ts';

interface OutboxDeps {
  readonly database: MongoDatabase;
  readonly queues: QueueModel;
  readonly holders: HolderModel;
  readonly delivered: DeliveredModel;
  readonly exchange: Exchange;
  readonly reads: Reads;
  readonly stamps: Stamps;
  readonly log: Log;
}

/**
 * The outbox in MongoDB: one document for each conversation with tasks to send, and one for each pending side effect,
 * see `queue.ts`.
 */
export function createOutbox(
  deps: OutboxDeps,
): Outbox & DeadLetters & Undelivered & { readonly announcements: Announcements } {
  const { database, queues, holders, delivered, exchange, reads, stamps, log } = deps;

  const change = (name: string, work: Parameters<typeof changeQueue>[3]) => changeQueue(queues, exchange, name, work);

  /** The journal's commits for a queue at the announced revisions. */
  async function look(name: string, { announced }: steps.TaskQueue): Promise<steps.FoundCommits> {
    const conversation = conversationOf(name);
    const revisions = [...new Set(announced.map(({ revision }) => revision))];
    const found = await Promise.all(
      revisions.map(async (revision) => {
        const [commit] = await reads.onward(conversation, revision - 1, 1);
        return [revision, commit?.revision === revision ? partOf(commit, name) : null] as const;
      }),
    );
    return new Map(found);
  }

  /** A queue with the journal's commits for it. */
  async function settled(name: string, queue: steps.TaskQueue, now: number): Promise<steps.TaskQueue> {
    return steps.settle(queue, await look(name, queue), now);
  }

  /** Changes the queue of a task. A side effect may be known by its announcement only. */
  async function ifHeld(entry: OutboxEntry, work: (queue: steps.TaskQueue) => steps.TaskQueue | null): Promise<void> {
    const name = queueName(entry);
    const isChanged = await change(
      name,
      entry.task.kind === 'side-effects'
        ? async (queue) => work(await settled(name, queue, database.now()))
        : (queue) => work(queue),
    );
    if (!isChanged) reportIgnored(entry);
  }

  function reportIgnored({ conversation, revision, task }: OutboxEntry): void {
    log.warn({ conversation, revision, ordinal: task.ordinal }, 'outbox task ignored: another process holds its lease');
  }

  const settledNow = (read: QueueDocument) => settled(read._id, toQueue(read), database.now());
  const { enter, ...holding } = createHolders({ database, queues, holders, change });
  const claim = createClaim({ queues, exchange, enter, settled });

  return {
    announcements: createAnnouncements(queues, change),

    ...holding,

    claim: (now, leaseUntil, limit, holder) => database.run(() => claim(now, leaseUntil, limit, holder)),

    done: (entry, platformId) =>
      database.run(async () => {
        const { conversation, revision, task } = entry;
        // Before the task leaves: an id that belongs to no task is harmless, but a forgotten one could not be found
        // again.
        if (platformId !== null) {
          const _id = `${conversation}:${revision}:${task.ordinal}`;
          await insertOnce(delivered, { _id, conversation, revision, ordinal: task.ordinal, platformId });
        }
        if (task.kind !== 'side-effects') return ifHeld(entry, (queue) => steps.done(queue, entry));
        // Its queue holds nothing but announcements of commits that lost: it is removed in one step, whichever process
        // changes it.
        const { deletedCount } = await queues.deleteOne({ _id: queueName(entry) });
        if (deletedCount === 0) reportIgnored(entry);
      }),

    retry: (entry, dueAt) => database.run(() => ifHeld(entry, (queue) => steps.retryAt(queue, entry, dueAt))),

    defer: (entry, dueAt, code) => database.run(() => ifHeld(entry, (queue) => steps.defer(queue, entry, dueAt, code))),

    hasten: (tenant, account, code, now) =>
      database.run(async () => {
        const own = { 'tasks.0.tenant': tenant, 'tasks.0.account': account };
        const put = await queues
          .find({ due: { $gt: now }, deferred: code, ...own }, { _id: 1 })
          .lean<{ _id: string }[]>();
        for (const { _id } of put) await change(_id, (queue) => steps.hasten(queue, code, now));
      }),

    deadLetter: (entry, code) =>
      database.run(() => ifHeld(entry, (queue) => steps.deadLetter(queue, entry, code, stamps.next()))),

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
        const all = await countTasks(queues, settledNow);
        const sum = (state: 'waiting' | 'deadLetters') => all.reduce((total, each) => total + each[state], 0);
        return { waiting: sum('waiting'), deadLetters: sum('deadLetters') };
      }),

    depths: () => database.run(() => countTasks(queues, settledNow)),

    listDeadLetters: (limit) =>
      database.run(async () => {
        // The earliest of all are among those of the conversations whose first task is earliest.
        const found = await queues
          .find({ firstDeadLetter: { $gte: '' } }, { deadLetters: 1 })
          .sort({ firstDeadLetter: 1 })
          .limit(limit)
          .lean<Pick<QueueDocument, '_id' | 'deadLetters'>[]>();
        return found
          .flatMap(({ _id, deadLetters }) => deadLetters.map((task) => ({ _id, task })))
          .toSorted((a, b) => (a.task.stamp < b.task.stamp ? -1 : 1))
          .slice(0, limit)
          .map(({ _id, task }) => ({ ...toEntry(_id, task), code: task.code }));
      }),

    undelivered: (conversation) =>
      database.run(async () => {
        const read = await queues.findOne({ _id: conversation }).lean<QueueDocument>();
        if (read === null) return [];
        const { tasks, deadLetters } = await settledNow(read);
        const undelivered = (state: UndeliveredTask['state']) => (each: steps.QueuedTask) => {
          return { revision: each.revision, ordinal: each.task.ordinal, state };
        };
        return [...tasks.map(undelivered('waiting')), ...deadLetters.map(undelivered('dead-letter'))];
      }),

    requeue: (entry) => database.run(() => change(queueName(entry), (queue) => steps.requeue(queue, entry))),
  };
}
