import { expect, test } from '@jest/globals';
import { packed } from '../../src/content/packed.ts';

test('a value is the same before and after it was packed', () => {
  const value = { texts: ['foc a la cuina', 'fum'], none: [] };
  let pack = () => {};
  const read = packed(value, (_, callback) => {
    pack = callback;
    return () => {};
  });
  expect(read()).toBe(value);
  pack();
  expect(read()).not.toBe(value);
  expect(read()).toEqual(value);
});
