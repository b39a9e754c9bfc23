import { expect, test } from '@jest/globals';
import { createCountedLog } from '../../../src/core/util/countedLog.ts';
import { createClock } from '../../support/clock.ts';
import { createTimers } from '../../support/timers.ts';

test('what happens often is one line at once, and one a minute with how often it happened', () => {
  const clock = createClock(0);
  const timers = createTimers(clock);
  const lines: [number, string][] = [];
  const announce = createCountedLog<string>({
    write: (times, last) => void lines.push([times, last]),
    timer: timers.timer,
  });
  const pass = (milliseconds: number) => {
    clock.advance(milliseconds);
    timers.ring();
  };
  for (let time = 1; time <= 1_000; time++) announce(`fault ${time}`);
  expect(lines).toEqual([[1, 'fault 1']]);
  pass(59_999);
  announce('fault 1001');
  expect(lines).toHaveLength(1);
  pass(1);
  expect(lines.splice(0)).toEqual([
    [1, 'fault 1'],
    [1_000, 'fault 1001'],
  ]);
  pass(60_000);
  expect(lines).toEqual([]);
  announce('fault 1002');
  expect(lines).toEqual([[1, 'fault 1002']]);
});
