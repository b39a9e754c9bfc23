import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outputsOf, probabilitiesOf } from '../../../src/core/dialogue/network.ts';
import type { DialogueNetwork } from '../../../src/core/model/understanding.ts';

/** Says yes where one of two features is there, and no where both are: no sum of them alone can tell that. */
const either: DialogueNetwork = {
  straight: [[4], [4]],
  hidden: [[1], [1]],
  bias: [-1],
  output: [[-8]],
};
const asTheyAre = (features: Float64Array) => features;
const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));

describe('a network', () => {
  test('sees which features go together', () => {
    const candidates = [Float64Array.of(0, 0), Float64Array.of(1, 1), Float64Array.of(0, 1)];
    const probabilities = probabilitiesOf(either, candidates, asTheyAre);
    expect(likeliest(probabilities)).toBe(2);
    expect(probabilities[0]).toBeCloseTo(probabilities[1] as number, 12);
    expect(probabilities[2]).toBeCloseTo(Math.exp(4) / (Math.exp(4) + 2), 12);
  });

  test('weighs what is the same for all together with what each has', () => {
    const candidates = [Float64Array.of(0), Float64Array.of(1)];
    expect(likeliest(probabilitiesOf(either, candidates, asTheyAre, Float64Array.of(0)))).toBe(1);
    expect(likeliest(probabilitiesOf(either, candidates, asTheyAre, Float64Array.of(1)))).toBe(0);
  });

  test('makes nothing of a context given apart that it would not make of the same features in each candidate', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    const numbers = (length: number) => fc.array(number, { minLength: length, maxLength: length });
    const network = fc.record({
      straight: fc.array(numbers(1), { minLength: 5, maxLength: 5 }),
      hidden: fc.array(numbers(4), { minLength: 5, maxLength: 5 }),
      bias: numbers(4),
      output: fc.array(numbers(1), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(network, fc.array(numbers(3), { minLength: 1, maxLength: 6 }), numbers(2), (given, own, context) => {
        const apart = probabilitiesOf(given, own, (each) => Float64Array.from(each), Float64Array.from(context));
        const whole = probabilitiesOf(given, own, (each) => Float64Array.from([...each, ...context]));
        for (const [index, probability] of apart.entries()) expect(probability).toBeCloseTo(whole[index] as number, 9);
        expect(apart.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('with several outputs tells how likely each is', () => {
    const network = { straight: [[1, 0, -1]], hidden: [[2]], bias: [0], output: [[0, 3, 0]] };
    const [first, second, third] = outputsOf(network, 3, Float64Array.of(1));
    const total = Math.exp(1) + Math.exp(6) + Math.exp(-1);
    expect(first).toBeCloseTo(Math.exp(1) / total, 12);
    expect(second).toBeCloseTo(Math.exp(6) / total, 12);
    expect(third).toBeCloseTo(Math.exp(-1) / total, 12);
    // A unit below 0 adds nothing.
    const other = outputsOf(network, 3, Float64Array.of(-1));
    expect(likeliest(other)).toBe(2);
  });
});
