import type { Outbox, OutboxEntry } from '../../core/ports/outbox.ts';
import { conversationOf } from '../queueName.ts';
import { type Exchange, letOthersGoOn } from './exchange.ts';
import { isEmpty, lease, type Queue, type QueuedTask } from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue, toQueueDocument } from './queueDocument.ts';

/**
 * Looks for tasks so often when others have or hold all that is due: whoever looks in vain comes back later, so that what
 * a dead process holds up keeps nobody busy.
 */
const maxInVain = 5;

export interface ClaimDeps {
  readonly queues: QueueModel;
  readonly exchange: Exchange;
  /** Notes a sign of life of a process that is about to lease something. */
  readonly enter: (holder: string) => Promise<void>;
  /** A queue with all that the journal holds for it. */
  readonly settled: (name: string, queue: Queue, now: number) => Promise<Queue>;
}

interface Claimed {
  readonly due: number;
  readonly entry: OutboxEntry;
}

/** What one look for due tasks gave. */
interface Round {
  /** Queues that were due. */
  readonly due: number;
  readonly leased: Claimed[];
  /** Whether any of them is not as it was. */
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

/** Makes what leases due tasks, see `Outbox.claim`. */
export function createClaim({ queues, exchange, enter, settled }: ClaimDeps): Outbox['claim'] {
  /** Leases the first task of a queue that is due, if it has one after all. False: another process was faster. */
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
   * Leases what is due, some of it at least: what was leased before the network failed must be given out all the same,
   * for nobody else gets it before its lease ends.
   */
  async function leaseDue(now: number, until: number, limit: number, holder: string | null): Promise<Round> {
    const due = await queues
      .find({ due: { $lte: now } })
      .sort({ due: 1 })
      .limit(limit)
      .lean<QueueDocument[]>();
    // Before anything is leased: nobody could tell that a name died of which nobody has heard.
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
    for (let inVain = 0; inVain < maxInVain && got.length < limit; ) {
      try {
        const { due, leased, changed } = await leaseDue(now, leaseUntil, limit - got.length, holder ?? null);
        got.push(...leased);
        if (due === 0) break;
        if (changed) {
          inVain = 0;
          continue;
        }
        // What was leased waits for nobody: what others are taking now is looked at again soon enough.
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
