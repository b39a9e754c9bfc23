import { codeOf } from '../core/model/errors.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { sleep } from '../core/util/sleep.ts';

/** Looks again and again until the end, `intervalMs` apart; one that fails is logged as `failure` and ends nothing. */
export async function lookEvery(
  look: () => Promise<unknown>,
  options: { readonly intervalMs: number; readonly failure: string; readonly timer: Timer; readonly log: Log },
  end: AbortSignal,
): Promise<void> {
  const { intervalMs, failure, timer, log } = options;
  while (!end.aborted) {
    try {
      await look();
    } catch (error) {
      log.error({ code: codeOf(error), error }, failure);
    }
    await sleep(intervalMs, timer, end);
  }
}
