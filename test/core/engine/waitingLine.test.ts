import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createWaitingLine } from '../../../src/core/engine/waitingLine.ts';

/** A timer whose time passes when the test says so. */
function stoppedTimer() {
  let due: (() => void) | null = null;
  return {
    timer: (_: number, callback: () => void) => {
      due = callback;
      return () => {
        due = null;
      };
    },
    pass() {
      const callback = due;
      due = null;
      callback?.();
    },
    isSet: () => due !== null,
  };
}

const none = () => {};

/** Work that ends when the test says so. */
function held() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, end: resolve };
}

describe('a waiting line', () => {
  test('does so much at once, and the rest in the order in which it came', async () => {
    const line = createWaitingLine({ atOnce: 2, longest: 10, signMs: 1 }, stoppedTimer().timer);
    const began: number[] = [];
    const works = Array.from({ length: 5 }, held);
    const done = works.map(({ work }, index) =>
      line.run(() => {
        began.push(index);
        return work();
      }, none),
    );
    expect(line.counts()).toEqual({ underWay: 2, waiting: 3, refused: 0 });
    works[1]?.end('b');
    await done[1];
    works[0]?.end('a');
    await done[0];
    for (const [index, { end }] of works.entries()) end(String(index));
    await Promise.all(done);
    expect(began).toEqual([0, 1, 2, 3, 4]);
    expect(line.counts()).toEqual({ underWay: 0, waiting: 0, refused: 0 });
  });

  test('tells who waits, at once and again, and nobody else', async () => {
    const time = stoppedTimer();
    const line = createWaitingLine({ atOnce: 1, longest: 10, signMs: 1 }, time.timer);
    const [first, second] = [held(), held()];
    const signs = { first: 0, second: 0 };
    const done = [
      line.run(first.work, () => {
        signs.first += 1;
      }),
      line.run(second.work, () => {
        signs.second += 1;
      }),
    ];
    time.pass();
    time.pass();
    expect(signs).toEqual({ first: 0, second: 3 });
    first.end('');
    await done[0];
    expect(time.isSet()).toBe(false);
    second.end('');
    await done[1];
  });

  test('refuses what is too much, and takes the next once there is room', async () => {
    const line = createWaitingLine({ atOnce: 1, longest: 1, signMs: 1 }, stoppedTimer().timer);
    const [first, second] = [held(), held()];
    const done = [line.run(first.work, none), line.run(second.work, none)];
    await expect(line.run(async () => 'never', none)).rejects.toMatchObject({ code: 'store.busy' });
    first.end('');
    second.end('');
    await Promise.all(done);
    await expect(line.run(async () => 'room', none)).resolves.toBe('room');
    expect(line.counts().refused).toBe(1);
  });

  test('whatever fails leaves its place to the next', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (fail, atOnce) => {
          const line = createWaitingLine({ atOnce, longest: 30, signMs: 1 }, stoppedTimer().timer);
          const ended = await Promise.allSettled(
            fail.map((fails, index) => line.run(() => (fails ? Promise.reject(index) : Promise.resolve(index)), none)),
          );
          expect(ended.map(({ status }) => status === 'rejected')).toEqual(fail);
          expect(line.counts()).toEqual({ underWay: 0, waiting: 0, refused: 0 });
        },
      ),
    );
  });
});
