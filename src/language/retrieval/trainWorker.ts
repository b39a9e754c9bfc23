import { parentPort, workerData } from 'node:worker_threads';
import { type IndexData, transferList } from './indexData.ts';
import { type TrainingEntry, type TrainingOptions, trainIndex } from './trainIndex.ts';

/** What the worker sends, once, before it ends. */
export type WorkerReply =
  | { readonly kind: 'trained'; readonly data: IndexData }
  | { readonly kind: 'failed'; readonly error: Error };

const { entries, options } = workerData as { entries: readonly TrainingEntry[]; options: TrainingOptions };

try {
  const data = trainIndex(entries, options);
  const reply: WorkerReply = { kind: 'trained', data };
  parentPort?.postMessage(reply, transferList(data));
} catch (cause) {
  const reply: WorkerReply = { kind: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) };
  parentPort?.postMessage(reply);
}
