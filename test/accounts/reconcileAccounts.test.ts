import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Health, type Kept, keepOpen, type Openable } from '../../src/accounts/reconcileAccounts.ts';
import { PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import { createClock, type ManualClock, testDay } from '../support/clock.ts';
import { pause } from '../support/pause.ts';
import { createTimers, type ManualTimers } from '../support/timers.ts';

/** Something that opens or fails as the test says, and counts how often it is open. */
let next: () => Promise<void>;
let open: number;
let fail: (error: unknown) => void;
let notified: Health[];
let clock: ManualClock;
let timers: ManualTimers;

beforeEach(() => {
  next = async () => {};
  open = 0;
  notified = [];
  clock = createClock(testDay);
  timers = createTimers(clock);
});

function keep(): Kept {
  return keepOpen({
    async open(failed): Promise<Openable> {
      fail = failed;
      await next();
      open += 1;
      return {
        async close() {
          open -= 1;
        },
      };
    },
    changed: (health) => notified.push(health),
    clock: clock.now,
    timer: timers.timer,
    jitter: () => 1,
  });
}

const away = () => Promise.reject(new PlatformUnreachable('The platform is away.'));

/** Milliseconds until the next attempt; null when none is planned. */
const wait = () => {
  const at = timers.next();
  return at === null ? null : at - clock.now();
};

function waitAndTry(): void {
  clock.advance(wait() ?? 0);
  timers.ring();
}

/** Resolves when so many changes were told. */
async function changes(count: number): Promise<void> {
  while (notified.length < count) await pause();
}

describe('what is kept open', () => {
  test('is opened at once', async () => {
    const kept = keep();
    expect(kept.health()).toEqual({ state: 'opening' });
    await changes(1);
    expect(kept.health()).toEqual({ state: 'open', since: testDay });
    expect([open, wait()]).toEqual([1, null]);
  });

  test('is tried again, less and less often, until it opens', async () => {
    next = away;
    const kept = keep();
    for (let round = 1; round <= 12; round++) {
      await changes(round);
      expect(kept.health()).toMatchObject({ state: 'failing', code: 'platform.unreachable', since: testDay });
      expect(wait()).toBe(Math.min(300_000, 1_000 * 2 ** (round - 1)));
      if (round === 12) next = async () => {};
      waitAndTry();
    }
    await changes(13);
    expect(kept.health()).toEqual({ state: 'open', since: clock.now() });
    expect(open).toBe(1);
  });

  test('waits as long as the platform asks', async () => {
    next = () => Promise.reject(new PlatformRefused('Wait.', { retryAt: testDay + 90_000 }));
    keep();
    await changes(1);
    expect(wait()).toBe(90_000);
  });

  test('is closed and opened again when it says that it stopped working, however often it says so', async () => {
    const kept = keep();
    await changes(1);
    const stopped = fail;
    stopped(new PlatformUnreachable('Gone.'));
    stopped(new PlatformUnreachable('Gone.'));
    await changes(2);
    expect([kept.health().state, open, wait()]).toEqual(['failing', 0, 1_000]);
    waitAndTry();
    await changes(3);
    expect([kept.health().state, open]).toEqual(['open', 1]);
    // What the channel before says is about a connection that is closed.
    stopped(new PlatformUnreachable('Gone.'));
    await pause();
    expect([kept.health().state, open]).toEqual(['open', 1]);
  });

  test('that stops working while it opens is closed once it has', async () => {
    const opening = Promise.withResolvers<void>();
    next = () => opening.promise;
    const kept = keep();
    await pause();
    fail(new PlatformUnreachable('Gone.'));
    opening.resolve();
    await changes(2);
    expect([kept.health().state, open, wait()]).toEqual(['failing', 0, 1_000]);
  });

  test('that stops working while it opens, and then does not open, is tried again once', async () => {
    const opening = Promise.withResolvers<void>();
    next = () => opening.promise;
    keep();
    await pause();
    fail(new PlatformUnreachable('Gone.'));
    opening.reject(new PlatformUnreachable('Gone.'));
    await changes(1);
    await pause();
    expect(wait()).toBe(1_000);
  });

  test('shows nothing of an error that nobody foresaw', async () => {
    next = () => Promise.reject(new Error('https://api.example/bot123:SECRET'));
    const kept = keep();
    await changes(1);
    expect(JSON.stringify(kept.health())).not.toContain('SECRET');
    expect(kept.health()).toMatchObject({ code: 'handler.failed' });
  });

  test('that was told to stop is closed and tried no more', async () => {
    const kept = keep();
    await changes(1);
    await kept.stop();
    await kept.stop();
    expect(open).toBe(0);
    next = away;
    const failing = keep();
    await changes(2);
    await failing.stop();
    expect(wait()).toBeNull();
  });

  test('that is told to stop while it opens is closed once it has', async () => {
    const opening = Promise.withResolvers<void>();
    next = () => opening.promise;
    const kept = keep();
    await pause();
    const stopping = kept.stop();
    opening.resolve();
    await stopping;
    expect([open, notified, wait()]).toEqual([0, [], null]);
  });
});
