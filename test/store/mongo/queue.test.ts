import { describe, expect, test } from '@jest/globals';
import * as steps from '../../../src/store/mongo/queue.ts';
import { makeCommit, noon, sendTask } from '../../contract/store/fixture.ts';

const hour = 60 * 60_000;
const committed = (revision: number, attempt: string) => ({
  ...makeCommit('ana', revision, { outbox: [sendTask(0), sendTask(1)] }),
  attempt,
});
const announced = (revision: number, attempt: string) =>
  steps.announce(steps.emptyQueue, { revision, attempt, at: noon + revision });

describe('what was announced', () => {
  test('is looked at as of its commit’s time', () => {
    expect(announced(1, 'a').due).toBe(noon + 1);
  });

  test('becomes tasks once its commit is in the journal', () => {
    const queue = steps.settle(announced(1, 'a'), new Map([[1, committed(1, 'a')]]), noon + 5);
    expect(queue.announced).toEqual([]);
    expect(queue.tasks.map(({ revision, task }) => `${revision}.${task.ordinal}`)).toEqual(['1.0', '1.1']);
    expect(queue.due).toBe(noon + 1);
  });

  test('becomes nothing when another attempt got the revision, even one with the same message', () => {
    const queue = steps.settle(announced(1, 'late'), new Map([[1, committed(1, 'first')]]), noon + 5);
    expect(steps.isEmpty(queue)).toBe(true);
    expect(queue.due).toBeNull();
  });

  test('is waited for ever less often while its commit is on its way, and forgotten after an hour', () => {
    const absent = new Map([[1, null]]);
    const start = announced(1, 'a');
    const waits = [1, 10_000, 30 * 60_000].map((age) => {
      const now = noon + 1 + age;
      return (steps.settle(start, absent, now).due ?? 0) - now;
    });
    expect(waits).toEqual([1_000, 10_000, 60_000]);
    expect(steps.isEmpty(steps.settle(start, absent, noon + 1 + hour))).toBe(true);
  });

  test('waits behind a task that is being sent, without waking it', () => {
    const one = steps.settle(announced(1, 'a'), new Map([[1, committed(1, 'a')]]), noon + 5);
    const out = steps.lease(one, noon + 5, noon + 500, null);
    const more = steps.announce(out?.queue ?? steps.emptyQueue, { revision: 2, attempt: 'b', at: noon + 10 });
    expect(more.due).toBe(noon + 500);
    const settled = steps.settle(more, new Map([[2, committed(2, 'b')]]), noon + 20);
    expect(settled.tasks.map(({ revision }) => revision)).toEqual([1, 1, 2, 2]);
    expect(settled.due).toBe(noon + 500);
  });

  test('is left to who announced it until a time, where they do it themselves', () => {
    const one = { revision: 1, attempt: 'a', at: noon + 1 };
    const held = steps.announceHeld(steps.emptyQueue, one, noon + 500);
    expect(held.due).toBe(noon + 500);
    const settled = steps.settle(held, new Map([[1, committed(1, 'a')]]), noon + 500);
    expect([settled.leased, settled.due]).toEqual([true, noon + 500]);
    expect(steps.lease(settled, noon + 499, noon + 900, null)).toBeNull();
    expect(steps.lease(settled, noon + 500, noon + 900, null)?.task.attempts).toBe(1);
  });

  test('stays with one who announced it when a rival that lost takes its word back', () => {
    const rival = steps.announceHeld(steps.emptyQueue, { revision: 1, attempt: 'a', at: noon }, noon + 500);
    const both = steps.announceHeld(rival, { revision: 1, attempt: 'b', at: noon + 1 }, noon + 501);
    const left = steps.withdraw(both, 'a');
    expect([left.leased, left.due]).toEqual([true, noon + 500]);
    expect(steps.isEmpty(steps.withdraw(left, 'b'))).toBe(true);
  });

  test('can be withdrawn, and leaves nothing behind', () => {
    expect(steps.isEmpty(steps.withdraw(announced(1, 'a'), 'a'))).toBe(true);
    expect(steps.withdraw(announced(1, 'a'), 'a').due).toBeNull();
    expect(steps.withdraw(announced(1, 'a'), 'b').due).toBe(noon + 1);
  });
});
