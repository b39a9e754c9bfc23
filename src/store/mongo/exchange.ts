import { CodedError } from '../../core/model/errors.ts';
import { insertOnce } from './insertOnce.ts';
import { emptyQueue, isEmpty, type Queue } from './queue.ts';
import { type QueueDocument, type QueueModel, toQueue, toQueueDocument } from './queueDocument.ts';

/** Writes a queue in the place of the one that was read, unless somebody else was faster: then false. */
export interface Exchange {
  /** `next` null: the queue is removed. */
  swap(read: QueueDocument, next: QueueDocument | null): Promise<boolean>;
}

/** By one update of the document that still has the version that was read: atomic in MongoDB. */
export function createExchange(queues: QueueModel): Exchange {
  return {
    async swap({ _id, version }, next) {
      if (next === null) return (await queues.deleteOne({ _id, version })).deletedCount === 1;
      return (await queues.replaceOne({ _id, version }, next)).modifiedCount === 1;
    },
  };
}

/** Longest random pause, in milliseconds, after the first race that was lost, and after many in a row. */
const shortPause = 12;
const longPause = 400;
/** Milliseconds for which a change is tried: far longer than others take, dead ones included. */
const timeoutMs = 20_000;

/**
 * Waits for a moment of random length after so many lost races in a row: ever longer, so that many who want the same do
 * not keep each other from it.
 */
export const letOthersGoOn = (lost: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longPause, shortPause * 2 ** (lost - 1))));

/**
 * Changes the queue of a name. `work` may be run again when others change it at the same moment; null from it: there is
 * nothing to change. Resolves to whether there was.
 */
export async function changeQueue(
  queues: QueueModel,
  exchange: Exchange,
  name: string,
  work: (queue: Queue) => Queue | null | Promise<Queue | null>,
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
