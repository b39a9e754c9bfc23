import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { posterior } from '../../../src/language/detection/posterior.ts';

const sums = fc.array(fc.double({ min: -1e6, max: 0, noNaN: true }), { minLength: 4, maxLength: 20 });

test('names the best of the three locales, with probabilities, however far apart the scores are', () => {
  fc.assert(
    fc.property(sums, fc.nat(200), (values, words) => {
      const { best, confidence, amongLocales, other } = posterior(Float64Array.from(values), words);
      const three = values.slice(0, 3);
      expect((three[best] ?? Number.NaN) - Math.max(...three)).toBeCloseTo(0);
      expect(amongLocales).toBeGreaterThanOrEqual(1 / 3);
      for (const probability of [confidence, amongLocales, other]) {
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('is sure of another language when that is much the likeliest', () => {
  expect(posterior(Float64Array.from([-1e6, -1e6, -1e6, 0]), 1)).toMatchObject({ other: 1, confidence: 0 });
});

test('knows nothing when the scores say nothing', () => {
  const { amongLocales, other } = posterior(new Float64Array(10), 0);
  expect(amongLocales).toBeCloseTo(1 / 3);
  expect(other).toBeCloseTo(0.06);
});

test('is less sure of the same score from more words', () => {
  const scores = Float64Array.from([0, -30, -60, -60]);
  expect(posterior(scores, 2).confidence).toBeGreaterThan(posterior(scores, 20).confidence);
});
