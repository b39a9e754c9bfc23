import type { IIdentifyThrottler } from 'discord.js';
import { sleep, systemTimer } from '../../src/core/util/sleep.ts';

const firstDelayMs = 5_000;
const maxDelayMs = 120_000;
/** After a session of this length, an earlier problem counts as solved. */
const stableSessionMs = 10 * 60_000;

/**
 * Spaces out new sessions. Discord allows a thousand a day and revokes the token of a bot that begins more. The first
 * begins at once; each one that follows soon after waits twice as long, which allows about seven hundred a day. `clock`
 * counts milliseconds and never goes back.
 */
export function createIdentifyThrottle(clock: () => number): IIdentifyThrottler {
  let last = Number.NEGATIVE_INFINITY;
  let delay = 0;

  return {
    async waitForIdentify(_shard, signal) {
      if (clock() - last > stableSessionMs) delay = 0;
      const due = last + delay;
      while (clock() < due) {
        await sleep(Math.max(1, due - clock()), systemTimer, signal);
        // The library takes it for a shard that was closed meanwhile.
        signal.throwIfAborted();
      }
      last = clock();
      delay = Math.min(maxDelayMs, Math.max(firstDelayMs, delay * 2));
    },
  };
}
