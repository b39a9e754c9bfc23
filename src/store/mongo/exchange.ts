import { CodedError } from '../../core/model/errors.ts';
import { sleep, systemTimer } from '../../core/util/sleep.ts';
import { insertOnce } from './insertOnce.ts';
import { emptyQueue, isEmpty, type TaskQueue } from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue, toQueueDocument } from './queueDocument.ts';

/** Replaces a queue, unless somebody else has changed it since it was read: then false. */
export interface Exchange {
  /** `next` null: removes the queue. */
  swap(read: QueueDocument, next: QueueDocument | null): Promise<boolean>;
}

/** Updates the document only if it still has the version that was read: atomic in MongoDB. */
export function createExchange(queues: QueueModel): Exchange {
  return {
    async swap({ _id, version }, next) {
      if (next === null) return (await queues.deleteOne({ _id, version })).deletedCount === 1;
      return (await queues.replaceOne({ _id, version }, next)).modifiedCount === 1;
    },
  };
}

/** Longest random pause after the first lost race, and after many in a row, milliseconds. */
const minPauseMs = 12;
const maxPauseMs = 400;
/** How long a change is retried, milliseconds: far longer than others take, dead processes included. */
const timeoutMs = 20_000;

/**
 * Waits a random time after so many lost races in a row: the more, the longer, so that competing processes do not keep
 * blocking each other.
 */
export const letOthersGoOn = (lost: number) =>
  sleep(Math.random() * Math.min(maxPauseMs, minPauseMs * 2 ** (lost - 1)), systemTimer);

/**
 * Changes the queue of a name. `work` may run again when others change the queue at the same moment; it returns null
 * when there is nothing to change. Resolves to whether there was.
 */
export async function changeQueue(
  queues: QueueModel,
  exchange: Exchange,
  name: string,
  work: (queue: TaskQueue) => TaskQueue | null | Promise<TaskQueue | null>,
): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  for (let lost = 1; performance.now() < giveUpAt; lost++) {
    const read = await queues.findOne({ _id: name }).readConcern('local').lean<QueueDocument>();
    const next = await work(read ? toQueue(read) : emptyQueue);
    if (next === null) return false;
    const document = isEmpty(next) ? null : toQueueDocument(name, next);
    if (read === null && document === null) return true;
    const written = read ? await exchange.swap(read, document) : await insertOnce(queues, document as QueueDocument);
    if (written) return true;
    await letOthersGoOn(lost);
  }
  throw new CodedError(
    'store.busy',
    'Too many processes change the outbox of one conversation at once. Send the message again.',
  );
}
