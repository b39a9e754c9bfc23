import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often something may happen. */
export interface Limit {
  /** Counts one. `retryAfter`: whole seconds until the next is welcome, 0 when this one is. */
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
}

/** Makes a limit of `points` a key in `seconds`, counted in this process only. */
export function createMemoryLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async allow(key) {
      try {
        await limiter.consume(key);
        return { ok: true, retryAfter: 0 };
      } catch (spent) {
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return { ok: false, retryAfter: Math.max(1, Math.ceil(spent.msBeforeNext / 1_000)) };
      }
    },
  };
}
