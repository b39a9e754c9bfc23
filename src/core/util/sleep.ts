import type { Timer } from '../ports/clock.ts';

/** Resolves after some milliseconds, or as soon as one of the signals is aborted. It leaves no listener behind. */
export async function sleep(milliseconds: number, timer: Timer, ...signals: readonly AbortSignal[]): Promise<void> {
  if (milliseconds <= 0 || signals.some(({ aborted }) => aborted)) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => resolve();
  const cancel = timer(milliseconds, done);
  for (const signal of signals) signal.addEventListener('abort', done);
  await promise;
  cancel();
  for (const signal of signals) signal.removeEventListener('abort', done);
}

/** Aborts what is not yet aborted: `abort` makes an error with its stack each time, even where nobody gets it. */
export function abortOnce(controller: AbortController): void {
  if (!controller.signal.aborted) controller.abort();
}

/** Resolves when a signal is aborted, at once where it was already. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
}

/** The process's own timers. What waits takes them, or a test's, and waits by `sleep`. */
export const systemTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  return () => clearTimeout(handle);
};

/** The same, but they don't keep an otherwise idle process alive. */
export const unheldTimer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  // A number in browsers, which have no process that could end. Not by `instanceof`: the object may be of another realm.
  const held: unknown = handle;
  if (typeof held === 'object' && held !== null && 'unref' in held && typeof held.unref === 'function') held.unref();
  return () => clearTimeout(handle);
};
