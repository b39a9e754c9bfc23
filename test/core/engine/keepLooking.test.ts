import { expect, test } from '@jest/globals';
import { doWhatIsDue, keepLooking } from '../../../src/core/engine/keepLooking.ts';
import { createLog } from '../../support/log.ts';
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

test('what is due is done in time, and the first of several failures is said', async () => {
  const end = new AbortController();
  const log = createLog();
  const waits: number[] = [];
  const answers: readonly (number | null | Error)[] = [
    null,
    1_500,
    1_001,
    new Error('away'),
    new Error('away'),
    9e9,
    new Error('away'),
  ];
  let looks = 0;
  await doWhatIsDue({
    end: end.signal,
    clock: () => 1_000,
    log,
    timer: (milliseconds, callback) => {
      waits.push(milliseconds);
      queueMicrotask(callback);
      return () => {};
    },
    look: async () => {
      const answer = answers[looks++];
      if (looks === answers.length) end.abort();
      if (answer instanceof Error) throw answer;
      return answer ?? null;
    },
    pauses: { longest: 60_000, shortest: 250, failed: 5_000 },
    failure: 'it failed',
  });
  expect(waits).toEqual([60_000, 500, 250, 5_000, 5_000, 60_000]);
  expect(log.lines.filter(({ message }) => message === 'it failed')).toHaveLength(2);
});
