import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../core/model/errors.ts';
import { guarded } from '../core/util/guarded.ts';

/** Message of a worker: a result, or why there is none. */
export type WorkerReply<T> =
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'failed'; readonly error: Error };

/**
 * Runs a worker script once on `data` in its own process, off the event loop. A process rather than a thread: the
 * memory that training takes, four times that of its result, is freed when it ends.
 * @throws {CodedError} `index.failed`, with what went wrong as its cause
 */
export function runInWorker<T>(script: URL, data: unknown): Promise<T> {
  return startInWorker<[T]>(script, data, 1)[0];
}

/**
 * The same for a worker with several results, one after the other: each resolves as soon as it is ready, and a failure
 * rejects the remaining ones.
 */
export function startInWorker<T extends readonly unknown[]>(
  script: URL,
  data: unknown,
  results: T['length'],
): { readonly [Index in keyof T]: Promise<T[Index]> } {
  const pending = Array.from({ length: results }, () => Promise.withResolvers<unknown>());
  // A later failure must not end a caller that awaits only the first result.
  for (const { promise } of pending) promise.catch(() => {});
  // None of this process's flags: two processes cannot use the same debugger port.
  const worker = fork(fileURLToPath(script), { serialization: 'advanced', execArgv: [] });
  worker.send({ data });
  let next = 0;
  const fail = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `Learning from the content failed (${why}). The previous content stays in use; fix the content and load it again.`;
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
