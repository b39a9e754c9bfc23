import { describe, expect, test } from '@jest/globals';
import { type Example, fitNetwork } from '../../bench/support/fitNetwork.ts';
import { outputsOf, probabilitiesOf } from '../../src/core/dialogue/network.ts';

const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));
const asTheyAre = (features: Float64Array) => features;
const bits = [0, 1];

describe('what is learnt from examples', () => {
  test('tells among candidates what only features together tell', () => {
    // Right is the candidate whose feature differs from the context's.
    const examples: readonly Example[] = Array.from({ length: 200 }, (_, index) => ({
      candidates: bits.map((bit) => Float64Array.of(1, bit)),
      context: Float64Array.of(index % 2),
      right: [1 - (index % 2)],
      weight: 1,
    }));
    const network = fitNetwork(examples, { features: 3, outputs: 1 });
    for (const { candidates, context, right } of examples.slice(0, 2))
      expect(right).toEqual([likeliest(probabilitiesOf(network, candidates, asTheyAre, context))]);
    expect(fitNetwork(examples, { features: 3, outputs: 1 })).toEqual(network);
  });

  test('tells which of several outputs is right, and gives more to what counts more', () => {
    const examples: readonly Example[] = Array.from({ length: 300 }, (_, index) => ({
      candidates: [Float64Array.of(1, index % 2)],
      right: [index % 3 === 0 ? 2 : index % 2],
      weight: index % 3 === 0 ? 0.1 : 1,
    }));
    const network = fitNetwork(examples, { features: 2, outputs: 3 });
    for (const bit of bits) expect(likeliest(outputsOf(network, 3, Float64Array.of(1, bit)))).toBe(bit);
  });
});
