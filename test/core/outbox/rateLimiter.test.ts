import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountRateLimiter, createRateLimiter } from '../../../src/core/outbox/rateLimiter.ts';

/** When as many events as possible happen, asked for at such times. */
function happen(rateLimiter: ReturnType<typeof createRateLimiter>, askedAt: readonly number[]): number[] {
  let now = 0;
  return askedAt.map((asked) => {
    now = rateLimiter.next(Math.max(now, asked));
    rateLimiter.take(now);
    return now;
  });
}

/** Most events in any stretch of such a length, its end not included. */
function maxIn(length: number, times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + length).length));
}

const asked = fc
  .array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 120 })
  .map((times) => times.sort((a, b) => a - b));

describe('a rate limiter', () => {
  test('lets so many go at once, and then one every so often', () => {
    expect(happen(createRateLimiter(1_000, 3), [0, 0, 0, 0, 0])).toEqual([0, 0, 0, 1_000, 2_000]);
  });

  test('lets none wait that comes slowly', () => {
    const times = [0, 1_000, 2_500, 10_000];
    expect(happen(createRateLimiter(1_000, 1), times)).toEqual(times);
  });

  test('is as good as new after a pause', () => {
    const rateLimiter = createRateLimiter(1_000, 2);
    happen(rateLimiter, [0, 0]);
    expect([rateLimiter.isDrained(1_999), rateLimiter.isDrained(2_000)]).toEqual([false, true]);
    expect(happen(rateLimiter, [5_000, 5_000, 5_000])).toEqual([5_000, 5_000, 6_000]);
  });
});

describe('the rate limiter of an account', () => {
  test('never lets more go in a second than the platform takes, and hardly fewer in the long run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), asked, (perSecond, times) => {
        const rateLimiter = accountRateLimiter({ perSecond, betweenMs: 0, burst: 1 });
        const happened = happen(rateLimiter, times);
        // One at each end of a second may be let in by a hair of rounding.
        expect(maxIn(999, happened)).toBeLessThanOrEqual(perSecond);
        expect(rateLimiter.next(happened.at(-1) ?? 0) - (happened.at(-1) ?? 0)).toBeLessThanOrEqual(
          1_000 / (0.8 * perSecond) + 1e-6,
        );
      }),
    );
  });
});
