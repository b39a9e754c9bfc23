import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSteadyClock } from '../../../src/store/redis/steadyClock.ts';
import { createClock } from '../../support/clock.ts';

const setUp = () => {
  const monotonic = createClock(50);
  const wall = createClock(1_700_000_000_000);
  const clock = createSteadyClock(monotonic.now, wall.now);
  const began = clock();
  return { monotonic, wall, elapsed: () => clock() - began };
};

test('time passes as on the monotonic clock', () => {
  const { monotonic, wall, elapsed } = setUp();
  monotonic.advance(1_000);
  wall.advance(1_000);
  expect(elapsed()).toBe(1_000);
});

test('the time for which the machine slept counts', () => {
  const { wall, monotonic, elapsed } = setUp();
  wall.advance(60_000);
  expect(elapsed()).toBe(60_000);
  monotonic.advance(5);
  wall.advance(5);
  expect(elapsed()).toBe(60_005);
});

test('a wall clock that is set back changes nothing, also for a sleep that comes later', () => {
  const { wall, monotonic, elapsed } = setUp();
  wall.advance(-3_600_000);
  monotonic.advance(100);
  wall.advance(100);
  expect(elapsed()).toBe(100);
  wall.advance(10_000);
  expect(elapsed()).toBe(10_100);
});

test('it never goes back, and is never behind the monotonic clock', () => {
  const step = fc.tuple(fc.nat(5_000), fc.integer({ min: -5_000, max: 10_000 }));
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const { wall, monotonic, elapsed } = setUp();
      let last = elapsed();
      for (const [passed, wallPassed] of steps) {
        monotonic.advance(passed);
        wall.advance(wallPassed);
        const now = elapsed();
        expect(now - last).toBeGreaterThanOrEqual(passed);
        last = now;
      }
    }),
  );
});
