import { expect, test } from '@jest/globals';
import { memoizeFew, memoizeLast } from '../../../src/core/util/memoizeLast.ts';

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
