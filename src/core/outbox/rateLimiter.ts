import type { SendingPace } from '../model/account.ts';
import { filled, type LeakyBucket, levelAt, msUntilLevel } from '../util/leakyBucket.ts';

/**
 * Spreads events over time: a burst at once, then one per interval (the generic cell rate algorithm of ITU-T I.371).
 */
export interface RateLimiter {
  /** When the next one may happen, `now` at the earliest. */
  next(now: number): number;
  /** Records an event. */
  take(at: number): void;
  /** Whether past events no longer delay anything, so that it can be discarded. */
  isDrained(now: number): boolean;
}

export function createRateLimiter(everyMs: number, burst: number): RateLimiter {
  // Its level is the time that past events take at the steady rate, milliseconds.
  let bucket: LeakyBucket = { level: 0, at: 0 };
  return {
    next: (now) => now + msUntilLevel(bucket, everyMs * (burst - 1), now, 1),
    take: (at) => {
      bucket = filled(bucket, everyMs, at, 1);
    },
    isDrained: (now) => levelAt(bucket, now, 1) === 0,
  };
}

/** The rate limiter of one conversation. */
export const conversationRateLimiter = ({ betweenMs, burst }: SendingPace): RateLimiter =>
  createRateLimiter(betweenMs, burst);

/** Average messages a second of an account: a fifth of the limit may come in a burst. */
export function steadyRate({ perSecond }: SendingPace): number {
  return perSecond - burstOf(perSecond);
}

/** The rate limiter of an account: never more in a second than the platform accepts, with small bursts. */
export function accountRateLimiter(pace: SendingPace): RateLimiter {
  return createRateLimiter(1_000 / steadyRate(pace), Math.max(1, burstOf(pace.perSecond)));
}

const burstOf = (perSecond: number): number => (perSecond < 5 ? 0 : Math.floor(perSecond / 5));
