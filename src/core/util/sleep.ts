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
