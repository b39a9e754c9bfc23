import { expect, test } from '@jest/globals';
import { keepLooking } from '../../../src/core/engine/keepLooking.ts';
import { createPubSub } from '../../support/pubsub.ts';

test('what is due is looked for at its time, on a signal, and again after a failure, until the end', async () => {
  const pubsub = createPubSub();
  const end = new AbortController();
  const waits: number[] = [];
  const failures: boolean[] = [];
  let looks = 0;
  await keepLooking({
    topics: ['content'],
    pubsub,
    end: end.signal,
    timer: (milliseconds, callback) => {
      waits.push(milliseconds);
      // The third wait is ended by a signal, the others by the time.
      if (waits.length === 3) queueMicrotask(() => pubsub.publish('content'));
      else queueMicrotask(callback);
      return () => {};
    },
    look: async () => {
      looks += 1;
      if (looks === 2 || looks === 3) throw new Error('away');
      if (looks === 5) end.abort();
      return looks * 10;
    },
    failed: (_, { isRepeated }) => {
      failures.push(isRepeated);
      return 1_000;
    },
  });
  expect(looks).toBe(5);
  expect(failures).toEqual([false, true]);
  expect(waits).toEqual([10, 1_000, 1_000, 40]);
});
