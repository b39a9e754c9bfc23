import { setTimeout as wait } from 'node:timers/promises';
import type { IIdentifyThrottler } from 'discord.js';

const first = 5_000;
const longest = 120_000;
/** After a session of this length, whatever was wrong has passed. */
const calm = 10 * 60_000;

/**
 * Spaces out new sessions. Discord allows a thousand a day and takes the token away from a bot that begins more: the
 * first begins at once, each that follows soon after waits twice as long, which makes some seven hundred a day at most. `clock` counts
 * milliseconds and never goes back.
 */
export function createIdentifyThrottle(clock: () => number): IIdentifyThrottler {
  let last = Number.NEGATIVE_INFINITY;
  let delay = 0;

  return {
    async waitForIdentify(_shard, signal) {
      if (clock() - last > calm) delay = 0;
      const due = last + delay;
      while (clock() < due) await wait(Math.max(1, due - clock()), undefined, { signal });
      last = clock();
      delay = Math.min(longest, Math.max(first, delay * 2));
    },
  };
}
