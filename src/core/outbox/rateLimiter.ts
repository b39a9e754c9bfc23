import type { SendingPace } from '../model/account.ts';

/** Spreads events over time: some at once, then one every so often (the generic cell rate algorithm of ITU-T I.371). */
export interface RateLimiter {
  /** When the next one may happen, `now` at the earliest. */
  next(now: number): number;
  /** Notes that one happens. */
  take(at: number): void;
  /** Whether it is as good as new: what was noted no longer holds anything up. */
  isRested(now: number): boolean;
}

export function createRateLimiter(everyMs: number, burst: number): RateLimiter {
  /** When all that was noted will have been worked off. */
  let workedOff = Number.NEGATIVE_INFINITY;
  return {
    next: (now) => Math.max(now, workedOff - everyMs * (burst - 1)),
    take: (at) => {
      workedOff = Math.max(at, workedOff) + everyMs;
    },
    isRested: (now) => workedOff <= now,
  };
}

/** The meter of one conversation. */
export const conversationRateLimiter = ({ betweenMs, burst }: SendingPace): RateLimiter =>
  createRateLimiter(betweenMs, burst);

/** Messages a second that an account is held to in the long run: a fifth of what is allowed may come at once. */
export function steadyRate({ perSecond }: SendingPace): number {
  return perSecond - burstOf(perSecond);
}

/** The meter of an account: in no second more than the platform takes, and never in gusts. */
export function accountRateLimiter(pace: SendingPace): RateLimiter {
  return createRateLimiter(1_000 / steadyRate(pace), Math.max(1, burstOf(pace.perSecond)));
}

const burstOf = (perSecond: number): number => (perSecond < 5 ? 0 : Math.floor(perSecond / 5));
