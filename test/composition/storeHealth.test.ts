import { describe, expect, test } from '@jest/globals';
import { watchStores } from '../../src/composition/storeHealth.ts';
import { CodedError } from '../../src/core/model/errors.ts';
import type { WatchWrites } from '../../src/store/store.ts';
import { createClock, testDay } from '../support/clock.ts';
import { createLog } from '../support/log.ts';
import { pause } from '../support/pause.ts';
import { standIn } from '../support/standIn.ts';
import { createTimers } from '../support/timers.ts';

const full = new CodedError('store.full', 'The disk is full.');

/** Stores whose probes and writes a test lets fail. */
async function makeHealth() {
  const clock = createClock(testDay);
  const timers = createTimers(clock);
  const log = createLog();
  const now = { store: async () => {}, keys: async () => {} };
  let announce: WatchWrites = () => {};
  const counts = { probes: 0 };
  const watch = (watcher: WatchWrites) => {
    announce = watcher;
  };
  const check = (which: 'store' | 'keys') => () => {
    if (which === 'store') counts.probes += 1;
    return now[which]();
  };
  const make = () =>
    watchStores({
      stores: standIn<Parameters<typeof watchStores>[0]['stores']>({
        store: { check: check('store'), watch },
        keyring: { check: check('keys'), watch },
        remember: async () => {},
      }),
      timer: timers.timer,
      elapsed: clock.now,
      log,
    });
  /** Moves on to the next timer, and lets what it began come to its end. */
  const next = async () => {
    clock.advance((timers.next() ?? clock.now()) - clock.now());
    timers.ring();
    for (let turn = 0; turn < 5; turn++) await pause();
  };
  return { make, now, next, log, counts, announce: (outcome: Parameters<WatchWrites>[0]) => announce(outcome) };
}

describe('the health of the stores', () => {
  test('is proven at the start, which fails with what hinders it', async () => {
    const { make, now } = await makeHealth();
    now.keys = () => Promise.reject(full);
    await expect(make()).rejects.toBe(full);
  });

  test.each(['store', 'keys'] as const)('is found out while nobody writes, by a probe of the %s', async (which) => {
    const { make, now, next, log } = await makeHealth();
    const health = await make();
    expect([health.problem(), health.writeSeconds()]).toEqual([null, 0]);
    now[which] = () => Promise.reject(full);
    await next();
    expect([health.problem(), health.writeSeconds()]).toEqual(['store.full', null]);
    await next();
    expect(log.lines.map(({ level, fields }) => [level, fields.code])).toEqual([['error', 'store.full']]);
    now[which] = async () => {};
    await next();
    expect(health.problem()).toBeNull();
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'info']);
    await health.stop();
  });

  test('turns bad with the first message that is not kept, and good by a probe only', async () => {
    const { make, next, announce } = await makeHealth();
    const health = await make();
    announce({ error: full, lost: false });
    expect(health.problem()).toBe('store.full');
    // A smaller write that goes through proves nothing.
    announce({ error: null, lost: false });
    expect(health.problem()).toBe('store.full');
    await next();
    expect(health.problem()).toBeNull();
    await health.stop();
  });

  test('is bad while a probe does not come back, and asks no second one meanwhile', async () => {
    const { make, now, next, counts } = await makeHealth();
    const health = await make();
    const hanging = Promise.withResolvers<void>();
    now.store = () => hanging.promise;
    await next();
    await next();
    expect(health.problem()).toBe('store.busy');
    const before = counts.probes;
    await next();
    await next();
    expect([health.problem(), counts.probes]).toEqual(['store.busy', before]);
    now.store = async () => {};
    hanging.resolve();
    await pause();
    await next();
    expect(health.problem()).toBeNull();
    await health.stop();
  });

  test('says once and for all that the store is lost', async () => {
    const { make, announce } = await makeHealth();
    const health = await make();
    const lost = new CodedError('store.lost', 'The flush failed.');
    announce({ error: lost, lost: true });
    expect(await health.lost).toBe(lost);
    expect(health.problem()).toBe('store.lost');
    await health.stop();
  });
});
