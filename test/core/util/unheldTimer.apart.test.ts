import { expect, test } from '@jest/globals';
import { systemTimer, unheldTimer } from '../../../src/core/util/sleep.ts';

const waiting = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

// In a world of its own the process's timers are objects of another one.
test('only the timers of the system keep a process alive, whichever world their objects come from', () => {
  const before = waiting();
  const ends = [unheldTimer(60_000, () => {})];
  expect(waiting()).toBe(before);
  ends.push(systemTimer(60_000, () => {}));
  expect(waiting()).toBe(before + 1);
  for (const end of ends) end();
  expect(waiting()).toBe(before);
});
