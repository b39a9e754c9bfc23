import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { memoizeFew, memoizeLast, weakly } from '../../../src/core/util/memoizeLast.ts';

function counted<T>(wrap: (work: (text: string) => string) => T) {
  const asked: string[] = [];
  const read = wrap((text) => {
    asked.push(text);
    return text.toUpperCase();
  });
  return { asked, read };
}

test('the result for the last text is kept, and no other', () => {
  const { asked, read } = counted(memoizeLast);
  expect(['a', 'a', 'b', 'b', 'a'].map(read)).toEqual(['A', 'A', 'B', 'B', 'A']);
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('the results for the last few texts are kept, and no others', () => {
  const { asked, read } = counted((work) => memoizeFew(work, 2));
  expect(['a', 'b', 'a', 'b', 'c', 'b', 'c', 'a'].map(read)).toEqual(['A', 'B', 'A', 'B', 'C', 'B', 'C', 'A']);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('a result is shared while somebody uses it, and made again after it was collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let made = 0;
  const read = weakly(() => ({ number: ++made }));
  const used = [read()];
  await setImmediate();
  collect();
  expect(read()).toBe(used[0]);
  used.length = 0;
  // What was looked at is kept until the end of the turn.
  await setImmediate();
  collect();
  expect(read().number).toBe(2);
});
