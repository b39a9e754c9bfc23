import { expect, test } from '@jest/globals';
import { readDialogues } from '../../../bench/support/dialogues.ts';
import { readOutOfScope } from '../../../bench/support/evaluationSet.ts';
import { readBackground } from '../../../src/language/retrieval/background.ts';
import { readNearMisses } from '../../../src/language/understanding/nearMisses.ts';

test('near misses are distinct, and none is learnt otherwise or only measures', () => {
  const misses = readNearMisses();
  expect(misses.length).toBeGreaterThan(1_000);
  expect(new Set(misses).size).toBe(misses.length);
  const said = readDialogues()
    .filter(({ split }) => split !== 'train')
    .flatMap(({ turns }) => turns.map(({ user }) => user));
  const others = new Set([...readBackground(), ...said, ...readOutOfScope().map(({ text }) => text)]);
  expect(misses.filter((text) => others.has(text))).toEqual([]);
});
