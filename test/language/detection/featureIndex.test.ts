import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxFeatures, newFeatureIndex, rowFor, rowsByHash } from '../../../src/language/detection/featureIndex.ts';

test('gives each hash one row, in order of arrival, and knows no other', () => {
  const index = newFeatureIndex();
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 300 }), (hashes) => {
      index.rows.fill(-1);
      index.size = 0;
      const expected = new Map<number, number>();
      for (const hash of hashes) {
        if (!expected.has(hash)) expected.set(hash, expected.size);
        expect(rowFor(index, hash)).toBe(expected.get(hash));
      }
      expect(new Map(rowsByHash(index))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('leaves further features out once it is full, and keeps the ones it has', () => {
  const index = newFeatureIndex();
  for (let hash = 0; hash < maxFeatures; hash += 1) rowFor(index, Math.imul(hash, 0x9e3779b1));
  expect(index.size).toBe(maxFeatures);
  expect(rowFor(index, Math.imul(maxFeatures + 5, 0x9e3779b1))).toBe(-1);
  expect(rowFor(index, Math.imul(7, 0x9e3779b1))).toBe(7);
});
