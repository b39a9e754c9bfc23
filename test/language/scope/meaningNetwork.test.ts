import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../../src/language/retrieval/random.ts';
import { openNetwork, trainNetwork } from '../../../src/language/scope/meaningNetwork.ts';
import type { VectorExample } from '../../../src/language/understanding/vectorExamples.ts';

const training = { seed: 1, units: 8, rounds: 60, batch: 8, rate: 0.02, decay: 0.0001 };
const ids = ['apart', 'alike'];

/** Pairs of signs that are alike or apart, which no straight line tells: each with a little noise. */
function signs(count: number, seed: number, moved = 0): readonly VectorExample[] {
  const random = createRandom(seed);
  const noisy = (value: number) => (value + (random() - 0.5) * 0.6) / 12 + moved;
  return Array.from({ length: count }, (_, at) => {
    const [a, b] = [at % 2 === 0 ? 1 : -1, at % 4 < 2 ? 1 : -1] as const;
    return { vector: Float32Array.of(noisy(a), noisy(b)), class: a === b ? 1 : 0 };
  });
}

const network = trainNetwork(ids, signs(80, 1), training);

function rightOf(read: (vector: Float32Array) => Float32Array, examples: readonly VectorExample[]): number {
  return examples.filter(({ vector, class: wanted }) => (read(vector)[wanted] as number) > 0.5).length;
}

describe('a network over vectors', () => {
  test('tells apart what no straight line does, in vectors that it has not seen', () => {
    expect(rightOf(openNetwork(network), signs(40, 2))).toBe(40);
  });

  test('gives probabilities that add up', () => {
    const [apart = 0, alike = 0] = openNetwork(network)(Float32Array.of(0.02, -0.01));
    expect(apart + alike).toBeCloseTo(1, 5);
    expect(Math.min(apart, alike)).toBeGreaterThan(0);
  });

  test('is the same for the same examples and seed, and another for another seed', () => {
    expect(trainNetwork(ids, signs(80, 1), training)).toEqual(network);
    expect(trainNetwork(ids, signs(80, 1), { ...training, seed: 2 }).hidden).not.toEqual(network.hidden);
  });

  test('does not see what all vectors have in common', () => {
    const read = openNetwork(trainNetwork(ids, signs(80, 1, 5), training));
    expect(rightOf(read, signs(40, 2, 5))).toBe(40);
  });

  test('lets a class of few examples count: without that it would be overlooked', () => {
    const many = signs(400, 3).filter(({ class: own }) => own === 0);
    const few = signs(8, 4).filter(({ class: own }) => own === 1);
    const read = openNetwork(trainNetwork(ids, [...many, ...few], training));
    const unseen = signs(40, 5).filter(({ class: own }) => own === 1);
    expect(rightOf(read, unseen)).toBe(unseen.length);
  });

  test('without any example gives a guess that adds up, or none without classes', () => {
    const [a = 0, b = 0] = openNetwork(trainNetwork(ids, [], training))(new Float32Array());
    expect([a, b]).toEqual([0.5, 0.5]);
    expect([...openNetwork(trainNetwork([], [], training))(new Float32Array())]).toEqual([]);
  });
});
