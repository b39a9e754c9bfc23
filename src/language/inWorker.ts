import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../core/model/errors.ts';
import { guarded } from '../core/util/guarded.ts';

/** What a worker sends: a result, or why there is none. */
export type WorkerReply<T> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'failed'; readonly error: Error };

/**
 * Runs a worker script once on `data` in a process of its own; nobody waits for its work meanwhile. A process and not a
 * thread: the memory that learning takes, four times what it leaves, goes back with its end.
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
  // No flags of this process: a debugger's port can be had only once.
  const worker = fork(fileURLToPath(script), { serialization: 'advanced', execArgv: [] });
  worker.send({ data });
  let next = 0;
  const fail = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Learning from the content failed (${why}). What was learnt before stays in force; mend the content and load it again.`;
    for (const { reject } of pending.slice(next)) reject(new CodedError('index.failed', message, { cause }));
    worker.kill('SIGKILL');
  };
  const take = (reply: WorkerReply<unknown>) => {
    if (reply.kind === 'failed') return fail(reply.error);
    pending[next]?.resolve(reply.result);
    next += 1;
    if (next === results) worker.disconnect();
  };
  worker.on('message', guarded(take, fail));
  worker.on('error', fail);
  worker.on('exit', (code, signal) => fail(new Error(`the worker ended with ${code ?? signal}`)));
  return pending.map(({ promise }) => promise) as { readonly [Index in keyof T]: Promise<T[Index]> };
}
