import { expect, test } from '@jest/globals';
import { createKeyedLock } from '../../../src/core/util/keyedLock.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('work of one key runs one at a time in the order of asking, also behind a failure', async () => {
  const lock = createKeyedLock();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await turn();
    log.push(`${name} ends`);
    if (name === 'b') throw new Error('b failed');
    return name;
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => lock.run('key', work(name))));
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('different keys run side by side', async () => {
  const lock = createKeyedLock();
  const held = Promise.withResolvers<void>();
  const slow = lock.run('slow', () => held.promise);
  await expect(lock.run('quick', async () => 'done')).resolves.toBe('done');
  held.resolve();
  await slow;
});

test('is idle when nothing runs or waits, also what is asked for while waiting for that', async () => {
  const lock = createKeyedLock();
  const log: string[] = [];
  void lock.run('key', async () => {
    await turn();
    void lock.run('key', async () => {
      await turn();
      log.push('later');
    });
  });
  await lock.idle();
  expect(log).toEqual(['later']);
});
