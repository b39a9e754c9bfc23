import { describe, expect, test } from '@jest/globals';
import { openSvm } from '../../../src/language/danger/svm.ts';
import { type SvmExample, trainSvm } from '../../../src/language/danger/trainSvm.ts';

const training = { gamma: 2, cost: 10, cacheMegabytes: 1 };

/** Points on two rings, one around the other: no straight line tells them apart. */
function rings(count: number): SvmExample[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = i * 2.4;
    const inner = i % 2 === 0;
    const radius = inner ? 1 : 3;
    return {
      vector: [radius * Math.cos(angle), radius * Math.sin(angle), 0, 0],
      positive: inner,
      class: inner && Math.cos(angle) > 0 ? 1 : 0,
    };
  });
}

describe('a support vector machine', () => {
  const read = openSvm(trainSvm(rings(120), training));

  test('tells what lies within from what lies around, also where it has seen nothing', () => {
    for (let angle = 0; angle < 6.3; angle += 0.37) {
      const at = (radius: number) => read([radius * Math.cos(angle), radius * Math.sin(angle), 0, 0]).margin;
      expect(at(0.9)).toBeGreaterThan(0.5);
      expect(at(3.1)).toBeLessThan(-0.5);
    }
  });

  test('says which class of its side speaks for a point', () => {
    expect(read([1, 0.05, 0, 0]).shares[1]).toBeGreaterThan(0.7);
    expect(read([-1, 0.05, 0, 0]).shares[0]).toBeGreaterThan(0.7);
  });

  test('asks only the nearest of them, however many the others are', () => {
    const vectors = Int8Array.from([...Array.from({ length: 40 }, () => [32, 32, 0, 0]).flat(), 0, 0, 0, 0]);
    const classes = Uint8Array.from([...Array.from({ length: 40 }, () => 0), 1]);
    const svm = {
      ...{ dimensions: 4, mean: new Float32Array(4), deviation: new Float32Array(4).fill(1), bias: 0 },
      ...{ vectors, classes, weights: new Float32Array(41).fill(1), gamma: 0.2 },
    };
    expect(openSvm(svm)([0.1, 0, 0, 0]).shares[1]).toBeGreaterThan(0.9);
  });

  test('says which side the nearest examples are on, between -1 and 1', () => {
    expect(read([1, 0, 0, 0]).nearest).toBeGreaterThan(0.9);
    expect(read([3, 0, 0, 0]).nearest).toBeLessThan(-0.9);
    expect(read([1e6, 0, 0, 0]).nearest).toBeGreaterThanOrEqual(-1);
  });

  test('comes out the same from the same examples', () => {
    expect(trainSvm(rings(60), training)).toEqual(trainSvm(rings(60), training));
  });

  test('keeps its support vectors within what a mistake may cost', () => {
    const { weights } = trainSvm([...rings(60), { vector: [1, 0, 0, 0], positive: false, class: 0 }], training);
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(training.cost);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0))).toBeLessThan(1e-3);
  });
});
