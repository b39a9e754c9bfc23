import { Worker } from 'node:worker_threads';
import { CodedError } from '../core/errors.ts';

/** What a worker sends, once: its result, or why there is none. */
export type WorkerReply<T> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'failed'; readonly error: Error };

/**
 * MB for what a worker makes and throws away at once. What a thread's heap had grown to stays with the process for some
 * seconds after its end: left to itself that were 40 MB at a start, for no gain in speed.
 */
const youngGeneration = 8;

/**
 * Runs a worker script once on `data` and ends it; nobody waits for its work meanwhile.
 * @throws {CodedError} `index.failed`, with what went wrong as its cause
 */
export function runInWorker<T>(script: URL, data: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, {
      workerData: data,
      resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
    });
    const fail = (cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      reject(
        new CodedError(
          'index.failed',
          `Learning from the content failed (${why}). What was learnt before stays in force; mend the content and load it again.`,
          { cause },
        ),
      );
      void worker.terminate();
    };
    worker.on('message', (reply: WorkerReply<T>) => {
      if (reply.kind === 'failed') return fail(reply.error);
      resolve(reply.result);
      void worker.terminate();
    });
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`the worker ended with ${code}`)));
  });
}
