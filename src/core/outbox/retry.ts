import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';

const firstPause = 250;
/** Shorter than what is waited before a process counts as dead that the store did not hear of, see `createHolder`. */
const longestPause = 2_000;

/**
 * Does something in the store, again and again while the store is away, as it is during a fail-over; at the latest, the
 * last attempt begins before `until`. Throws what the last attempt threw.
 */
export async function retry(
  work: () => Promise<void>,
  deps: { clock: Clock; timer: Timer; until: number; end: AbortSignal },
): Promise<void> {
  const { clock, timer, until, end } = deps;
  for (let pause = firstPause; ; pause = Math.min(longestPause, 2 * pause)) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== 'store.busy' || clock() + pause >= until || end.aborted) throw error;
    }
    await rest(pause, timer, end);
  }
}

function rest(milliseconds: number, timer: Timer, end: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const over = () => resolve();
  const cancel = timer(milliseconds, over);
  end.addEventListener('abort', over);
  return promise.finally(() => {
    cancel();
    end.removeEventListener('abort', over);
  });
}
