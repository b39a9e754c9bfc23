import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may happen. */
export interface Limit {
  /** Counts one. `retryAfter`: whole seconds until the next is welcome, 0 when this one is. */
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
  /** Takes one back that was counted and turned out not to matter. */
  giveBack(key: string): Promise<void>;
}

/** Makes a limit of `points` a key in `seconds`, counted in this process only. */
export function createLocalLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    allow: (key) => answerOf(limiter.consume(key)),
    giveBack: async (key) => {
      await limiter.reward(key, 1);
    },
  };
}

/** What a limiter says, as an answer: it rejects with its result when the points are spent. */
export async function answerOf(consumed: Promise<unknown>): ReturnType<Limit['allow']> {
  try {
    await consumed;
    return { ok: true, retryAfter: 0 };
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    return { ok: false, retryAfter: Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)) };
  }
}
