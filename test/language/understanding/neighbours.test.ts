import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openNeighbours, packNeighbours } from '../../../src/language/understanding/neighbours.ts';

const ids = ['padro.alta', 'residus.mobles', ''];
const example = (number: number, ...vector: number[]) => ({ class: number, vector: Float32Array.from(vector) });

describe('the nearness of a sentence to what is known to be said', () => {
  test('is the mean cosine of the three nearest wordings of each class asked for, in the order asked', () => {
    const near = openNeighbours(
      packNeighbours(
        ids,
        [example(1, 1, 0), example(0, 0, 1), example(1, 0, 1), example(1, 1, 0), example(1, 1, 0), example(1, -1, 0)],
        new Float32Array(2),
      ),
    );
    const [toMobles, toAlta] = near(Float32Array.of(2, 0), [1, 0]);
    expect(toMobles).toBeCloseTo(1, 2);
    expect(toAlta).toBeCloseTo(0, 2);
    expect(near(Float32Array.of(0, 1), [1])[0]).toBeCloseTo(1 / 3, 2);
  });

  test('leaves out what all sentences have in common', () => {
    const mean = Float32Array.of(10, 0);
    const near = openNeighbours(packNeighbours(ids, [example(0, 11, 0), example(1, 10, 1)], mean));
    const [toAlta, toMobles] = near(Float32Array.of(10.5, 0), [0, 1]);
    expect(toAlta).toBeCloseTo(1, 2);
    expect(toMobles).toBeCloseTo(0, 2);
  });

  test('is 0 for a class without wordings, and for a sentence that is nothing but what all have in common', () => {
    const near = openNeighbours(packNeighbours(ids, [example(0, 1, 0)], new Float32Array(2)));
    expect(near(Float32Array.of(1, 0), [2])).toEqual([0]);
    expect(near(Float32Array.of(0, 0), [0])).toEqual([0]);
  });

  test('is what comparing with all wordings would give, whatever they are', () => {
    const coordinate = fc.integer({ min: -9, max: 9 });
    const vector = fc.tuple(coordinate, coordinate, coordinate).filter((all) => all.some((value) => value !== 0));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), vector), { maxLength: 20 }), vector, (wordings, asked) => {
        const examples = wordings.map(([number, own]) => example(number, ...own));
        const near = openNeighbours(packNeighbours(ids, examples, new Float32Array(3)));
        const cosine = (own: readonly number[]) =>
          own.reduce((sum, value, d) => sum + value * (asked[d] as number), 0) /
          Math.hypot(...own) /
          Math.hypot(...asked);
        const expected = ids.map((_, c) => {
          const best = wordings
            .filter(([number]) => number === c)
            .map(([, own]) => cosine(own))
            .sort((a, b) => b - a)
            .slice(0, 3);
          return best.length === 0 ? 0 : best.reduce((sum, each) => sum + each, 0) / best.length;
        });
        for (const [c, found] of near(Float32Array.from(asked), [0, 1, 2]).entries())
          expect(found).toBeCloseTo(expected[c] as number, 1);
      }),
    );
  });
});
