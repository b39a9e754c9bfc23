import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { sleep } from './sleep.ts';

const minPauseMs = 250;
/** Shorter than the time after which a process counts as dead, see `createHolder`. */
const maxPauseMs = 2_000;

/**
 * Does something in the store, retrying while the store is unavailable, as during a fail-over. The last attempt begins
 * before `until` at the latest. Throws what the last attempt threw.
 */
export async function retry<T>(
  work: () => Promise<T>,
  deps: { clock: Clock; timer: Timer; until: number; end: AbortSignal },
): Promise<T> {
  const { clock, timer, until, end } = deps;
  for (let pause = minPauseMs; ; pause = Math.min(maxPauseMs, 2 * pause)) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== 'store.busy' || clock() + pause >= until || end.aborted) throw error;
    }
    await sleep(pause, timer, end);
  }
}
