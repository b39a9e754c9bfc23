import { expect, test } from '@jest/globals';
import { readOutOfScope } from '../../../bench/support/evaluationSet.ts';
import { readBackground } from '../../../src/language/retrieval/background.ts';
import { readNearMisses } from '../../../src/language/understanding/nearMisses.ts';

test('near misses are distinct, and none is among what only measures', () => {
  const misses = readNearMisses();
  expect(misses.length).toBeGreaterThan(1_000);
  expect(new Set(misses).size).toBe(misses.length);
  const others = new Set([...readBackground(), ...readOutOfScope().map(({ text }) => text)]);
  expect(misses.filter((text) => others.has(text))).toEqual([]);
});
