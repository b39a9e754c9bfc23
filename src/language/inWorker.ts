import { Worker } from 'node:worker_threads';
import { CodedError } from '../core/errors.ts';

/** What a worker sends: a result, or why there is none. */
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
  return startInWorker<[T]>(script, data, 1)[0];
}

/**
 * The same for a worker that has several results, one after the other: each is there as soon as it was made, and what
 * goes wrong fails those that were not.
 */
export function startInWorker<T extends readonly unknown[]>(
  script: URL,
  data: unknown,
  results: T['length'],
): { readonly [Index in keyof T]: Promise<T[Index]> } {
  const pending = Array.from({ length: results }, () => Promise.withResolvers<unknown>());
  // Who takes the first result only must not be ended by a later one that fails.
  for (const { promise } of pending) promise.catch(() => {});
  const worker = new Worker(script, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
  });
  let next = 0;
  const fail = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Learning from the content failed (${why}). What was learnt before stays in force; mend the content and load it again.`;
    for (const { reject } of pending.slice(next)) reject(new CodedError('index.failed', message, { cause }));
    void worker.terminate();
  };
  worker.on('message', (reply: WorkerReply<unknown>) => {
    if (reply.kind === 'failed') return fail(reply.error);
    pending[next]?.resolve(reply.result);
    next += 1;
    if (next === results) void worker.terminate();
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the worker ended with ${code}`)));
  return pending.map(({ promise }) => promise) as { readonly [Index in keyof T]: Promise<T[Index]> };
}
