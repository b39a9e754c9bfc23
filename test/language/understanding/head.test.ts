import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../../src/language/retrieval/random.ts';
import { openHead, trainHead } from '../../../src/language/understanding/head.ts';
import type { VectorExample } from '../../../src/language/understanding/vectorExamples.ts';

/** A vector of unit length that lies near one axis, as sentences of one meaning do. */
function near(axis: number, by: number): Float32Array {
  const vector = Float32Array.from({ length: 4 }, (_, d) => (d === axis ? 1 : by * (d + 1)));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const ids = ['padro', 'residus', 'multes'];
const examples: readonly VectorExample[] = ids.flatMap((_, axis) =>
  [-0.1, -0.05, 0, 0.05, 0.1].map((by) => ({ vector: near(axis, by), class: axis })),
);
const head = trainHead(ids, examples, { seed: 1 });

describe('a head', () => {
  test('tells the class of a vector that it has not seen, with probabilities that add up', () => {
    const read = openHead(head);
    for (const [axis] of ids.entries()) {
      const found = [...read(near(axis, 0.07))];
      expect(found.indexOf(Math.max(...found))).toBe(axis);
      expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  test('is the same for the same examples and seed, and another for another seed', () => {
    expect(trainHead(ids, examples, { seed: 1 })).toEqual(head);
    expect(trainHead(ids, examples, { seed: 2 }).weights).not.toEqual(head.weights);
  });

  test('hardly depends on the order of its examples', () => {
    // Texts of two meanings that overlap: what comes last would pull.
    const random = createRandom(7);
    const mixed = Array.from({ length: 400 }, (_, index) => {
      const axis = index % 2;
      const vector = Float32Array.from({ length: 8 }, (_none, d) => (d === axis ? 0.3 : 0) + random() - 0.5);
      const length = Math.hypot(...vector);
      return { vector: vector.map((value) => value / length), class: axis };
    });
    const asked = mixed.slice(0, 100).map(({ vector }) => vector);
    const readings = [1, 2, 3, 4].map((seed) => {
      const read = openHead(trainHead(['a', 'b'], mixed, { seed }));
      return asked.map((vector) => read(vector)[0] as number);
    });
    const spreads = asked.map((_, v) => {
      const own = readings.map((reading) => reading[v] as number);
      return Math.max(...own) - Math.min(...own);
    });
    // By where training ended, it would be 0.29.
    expect(spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length).toBeLessThan(0.2);
  });

  test('lets a class of few examples count as much as one of many', () => {
    const [first] = examples as [VectorExample];
    const many = Array.from({ length: 60 }, () => first);
    const read = openHead(trainHead(ids, [...many, ...examples], { seed: 1 }));
    const found = [...read(near(2, 0.03))];
    expect(found.indexOf(Math.max(...found))).toBe(2);
  });

  test('does not see what all sentences have in common', () => {
    const moved = examples.map(({ vector, class: axis }) => ({
      vector: vector.map((value) => value + 5),
      class: axis,
    }));
    const read = openHead(trainHead(ids, moved, { seed: 1 }));
    const found = [...read(near(1, 0.07).map((value) => value + 5))];
    expect(found.indexOf(Math.max(...found))).toBe(1);
  });

  test('without any example has an even guess, or none without classes', () => {
    expect([...openHead(trainHead(['a', 'b'], [], { seed: 1 }))(new Float32Array())]).toEqual([0.5, 0.5]);
    expect([...openHead(trainHead([], [], { seed: 1 }))(new Float32Array())]).toEqual([]);
  });
});
