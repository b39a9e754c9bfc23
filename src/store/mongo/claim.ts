import type { Outbox, OutboxEntry } from '../../core/ports/outbox.ts';
import { conversationOf } from '../queueName.ts';
import { type Exchange, letOthersGoOn } from './exchange.ts';
import { isEmpty, lease, type QueuedTask, type TaskQueue } from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue, toQueueDocument } from './queueDocument.ts';

/**
 * Attempts to find a task while others take or hold the due ones. After that the dispatcher comes back later, so that
 * tasks held up by a dead process keep nobody busy.
 */
const maxVainAttempts = 5;

interface ClaimDeps {
  readonly queues: QueueModel;
  readonly exchange: Exchange;
  /** Records a heartbeat of a process that is about to lease a task. */
  readonly enter: (holder: string) => Promise<void>;
  /** A queue with the journal's commits for it. */
  readonly settled: (name: string, queue: TaskQueue, now: number) => Promise<TaskQueue>;
}

interface Claimed {
  readonly due: number;
  readonly entry: OutboxEntry;
}

/** Result of one search for due tasks. */
interface Round {
  /** Queues that were due. */
  readonly due: number;
  readonly leased: Claimed[];
  /** Whether any of them has changed. */
  readonly changed: boolean;
}

/** A task as the dispatcher takes it. */
export const toEntry = (queue: string, task: QueuedTask): OutboxEntry => ({
  tenant: task.tenant,
  account: task.account,
  conversation: conversationOf(queue),
  revision: task.revision,
  task: task.task,
  attempts: task.attempts,
});

/** Creates the function that leases due tasks, see `Outbox.claim`. */
export function createClaim({ queues, exchange, enter, settled }: ClaimDeps): Outbox['claim'] {
  /** Leases the first task of a queue if one is due. False: another process was faster. */
  async function leaseOf(
    read: QueueDocument,
    now: number,
    until: number,
    holder: string | null,
  ): Promise<OutboxEntry | boolean> {
    const queue = await settled(read._id, toQueue(read), now);
    const leased = lease(queue, now, until, holder);
    const next = leased?.queue ?? queue;
    const written = await exchange.swap(read, isEmpty(next) ? null : toQueueDocument(read._id, next));
    return written && leased ? toEntry(read._id, leased.task) : written;
  }

  /**
   * Leases due tasks, perhaps only some: tasks leased before a network failure must be returned all the same, for
   * nobody else gets them before their lease expires.
   */
  async function leaseDue(now: number, until: number, limit: number, holder: string | null): Promise<Round> {
    const due = await queues
      .find({ due: { $lte: now } })
      .sort({ due: 1 })
      .limit(limit)
      .lean<QueueDocument[]>();
    // Before any lease: a process that never sent a heartbeat cannot be declared dead.
    if (due.length > 0 && holder !== null) await enter(holder);
    const tried = await Promise.allSettled(due.map((read) => leaseOf(read, now, until, holder)));
    const leased = tried.flatMap((result, index) =>
      result.status === 'fulfilled' && typeof result.value === 'object'
        ? [{ due: due[index]?.due ?? now, entry: result.value }]
        : [],
    );
    const failed = tried.find((result) => result.status === 'rejected');
    if (failed !== undefined && leased.length === 0) throw failed.reason;
    const changed = tried.some((result) => result.status === 'fulfilled' && result.value !== false);
    return { due: due.length, leased, changed };
  }

  return async (now, leaseUntil, limit, holder) => {
    const got: Claimed[] = [];
    for (let inVain = 0; inVain < maxVainAttempts && got.length < limit; ) {
      try {
        const { due, leased, changed } = await leaseDue(now, leaseUntil, limit - got.length, holder ?? null);
        got.push(...leased);
        if (due === 0) break;
        if (changed) {
          inVain = 0;
          continue;
        }
        // Return what was leased at once: tasks that others are taking will be searched again soon enough.
        if (got.length > 0) break;
        inVain += 1;
        await letOthersGoOn(inVain);
      } catch (error) {
        if (got.length === 0) throw error;
        break;
      }
    }
    return got.toSorted((a, b) => a.due - b.due).map(({ entry }) => entry);
  };
}
