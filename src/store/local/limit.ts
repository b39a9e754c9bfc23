import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit } from '../../core/ports/limit.ts';

/** Creates a limit of `points` per key in `seconds`, counted in this process only. */
export function createLocalLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    allow: (key, count = 1) => answerOf(limiter.consume(key, count)),
    giveBack: async (key, count = 1) => {
      await limiter.reward(key, count);
    },
  };
}

/** Converts the limiter's result to an answer: it rejects when the points are spent. */
export async function answerOf(consumed: Promise<unknown>): ReturnType<Limit['allow']> {
  try {
    await consumed;
    return { ok: true, retryAfter: 0 };
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    return { ok: false, retryAfter: Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)) };
  }
}
