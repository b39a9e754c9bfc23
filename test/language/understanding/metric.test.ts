import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { learnMetric, meanOf, openMetric } from '../../../src/language/understanding/metric.ts';

const vector = (...values: number[]) => Float32Array.from(values);
const product = (x: ArrayLike<number>, y: ArrayLike<number>) =>
  Array.from(x).reduce((sum, value, d) => sum + value * (y[d] as number), 0);
const cosine = (x: Float32Array, y: Float32Array) => product(x, y) / Math.sqrt(product(x, x) * product(y, y));

describe('a metric', () => {
  test('leaves vectors as they are, less their mean, where classes tell nothing', () => {
    const inMetric = openMetric(learnMetric([[vector(3, 4)], []], vector(1, 1)));
    expect([...inMetric(vector(3, 5))]).toEqual([2, 4]);
  });

  test('weighs less what wordings of one matter differ in', () => {
    // Matters differ in the first coordinate; the second is a matter of tone.
    const classes = [
      [vector(1, 1), vector(1, -1), vector(1, 0.5)],
      [vector(-1, 1), vector(-1, -1), vector(-1, -0.5)],
    ];
    const inMetric = openMetric(learnMetric(classes, meanOf(classes.flat())));
    const [polite, rude, other] = [vector(1, 0.8), vector(1, -0.8), vector(-1, 0.8)];
    expect(cosine(inMetric(polite), inMetric(rude))).toBeGreaterThan(cosine(polite, rude) + 0.2);
    expect(cosine(inMetric(polite), inMetric(other))).toBeLessThan(cosine(polite, other) - 0.2);
  });

  test('is of as many coordinates as the vectors, and of none without vectors', () => {
    expect(openMetric(learnMetric([], meanOf([])))(vector())).toHaveLength(0);
    expect([...meanOf([vector(1, 2), vector(3, 6)])]).toEqual([2, 4]);
  });

  test('gives lengths by what differs within classes, whatever they are', () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    const any = fc.tuple(coordinate, coordinate).map((all) => vector(...all));
    fc.assert(
      fc.property(
        fc.array(fc.array(any, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        any,
        (classes, asked) => {
          const all = classes.flat();
          const mean = meanOf(all);
          const within = [0, 1].map((row) =>
            [0, 1].map((column) =>
              classes.reduce((sum, own) => {
                const middle = meanOf(own);
                const off = (each: Float32Array, d: number) => (each[d] as number) - (middle[d] as number);
                return sum + own.reduce((part, each) => part + off(each, row) * off(each, column), 0);
              }, 0),
            ),
          ) as [[number, number], [number, number]];
          const trace = within[0][0] + within[1][1];
          fc.pre(trace > 1e-3);
          // Seven tenths as it was, three tenths by what wordings differ in.
          const a = 0.7 + (0.6 * within[0][0]) / trace;
          const b = (0.6 * within[0][1]) / trace;
          const d = 0.7 + (0.6 * within[1][1]) / trace;
          const [x, y] = [(asked[0] as number) - (mean[0] as number), (asked[1] as number) - (mean[1] as number)];
          const expected = (d * x * x - 2 * b * x * y + a * y * y) / (a * d - b * b);
          const found = openMetric(learnMetric(classes, mean))(asked);
          expect(product(found, found)).toBeCloseTo(expected, 3);
        },
      ),
    );
  });
});
