import { expect, test } from '@jest/globals';
import { CodedError } from '../../../src/core/model/errors.ts';
import { testDay } from '../../support/clock.ts';
import { openPost } from './post.ts';

const minute = 60_000;

/** A post whose store cannot write down what was sent until some time, in milliseconds; with the times of all attempts. */
async function openWithout(store: { awayFor: number }) {
  const post = openPost(['library'], null);
  const { done } = post.store.outbox;
  const triedAt: number[] = [];
  Object.assign(post.store.outbox, {
    done: async (...given: Parameters<typeof done>) => {
      const elapsed = post.clock.now() - testDay;
      triedAt.push(elapsed);
      if (elapsed < store.awayFor) throw new CodedError('store.busy', 'The store is away for a moment. Try again.');
      return done(...given);
    },
  });
  await post.say('library', 'ana', '/help');
  return { ...post, triedAt };
}

const once = ['introduction ca', 'help ca'];

test('what was sent while the store was away for a moment is sent once', async () => {
  const post = await openWithout({ awayFor: 20_000 });
  const { stop } = post.startProcess();
  await post.pass(3 * minute);
  expect(post.sent.map(({ text }) => text)).toEqual(once);
  expect(await post.waiting()).toBe(0);
  await stop();
});

test('near the end of its lease nothing is written down any more, for the next process may have begun', async () => {
  const post = await openWithout({ awayFor: 50_000 });
  const { stop } = post.startProcess();
  await post.pass(3 * minute);
  const [first, ...others] = once;
  expect(post.sent.map(({ text }) => text)).toEqual([first, first, ...others]);
  const early = post.triedAt.filter((at) => at < minute);
  expect(early.length).toBeGreaterThan(5);
  expect(Math.max(...early)).toBeLessThan(35_000);
  expect(await post.waiting()).toBe(0);
  await stop();
});

test('a process that ends waits ten seconds for the store, not longer', async () => {
  const post = await openWithout({ awayFor: 10 * minute });
  const { stop } = post.startProcess();
  await post.pass(1_000);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await post.pass(9_000);
  expect(stopped).toBe(false);
  await post.pass(1_000);
  await post.settled();
  expect(stopped).toBe(true);
  await stopping;
  expect(post.sent.map(({ text }) => text)).toEqual(once.slice(0, 1));
});
