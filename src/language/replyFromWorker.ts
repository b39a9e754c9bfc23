import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import type { WorkerReply } from './inWorker.ts';

/** The worker's side of `runInWorker`: works on the data that it was given, hands the result over without copying. */
export function replyFromWorker<D, T>(work: (data: D) => T, buffersOf: (result: T) => readonly Transferable[]): void {
  try {
    const result = work(workerData as D);
    const reply: WorkerReply<T> = { kind: 'done', result };
    parentPort?.postMessage(reply, [...buffersOf(result)]);
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    parentPort?.postMessage({ kind: 'failed', error } satisfies WorkerReply<T>);
  }
}
