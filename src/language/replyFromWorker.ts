import { parentPort, type Transferable, workerData } from 'node:worker_threads';
import type { WorkerReply } from './inWorker.ts';

/** The worker's side of `runInWorker`: works on the data that it was given, hands the result over without copying. */
export function replyFromWorker<D, T>(work: (data: D) => T, buffersOf: (result: T) => readonly Transferable[]): void {
  replyInTurn(workerData as D, [{ work, buffersOf: (result) => buffersOf(result as T) }]);
}

/** One result of several: each is handed over before the next one is worked on. */
export interface WorkerStep<D> {
  readonly work: (data: D) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each step knows its own result
  readonly buffersOf: (result: any) => readonly Transferable[];
}

/** The same for several results, one after the other: the worker's side of `startInWorker`. */
export function replyInTurn<D>(data: D, steps: readonly WorkerStep<D>[]): void {
  try {
    for (const { work, buffersOf } of steps) {
      const result = work(data);
      parentPort?.postMessage({ kind: 'done', result } satisfies WorkerReply<unknown>, [...buffersOf(result)]);
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    parentPort?.postMessage({ kind: 'failed', error } satisfies WorkerReply<unknown>);
  }
}
