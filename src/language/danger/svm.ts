/**
 * A support vector machine with a radial kernel over sentence vectors: it tells texts of one side from texts of the other.
 * Vectors are standardised and kept as whole numbers, so that every machine comes to the same result.
 */
export interface Svm {
  readonly dimensions: number;
  /** Of each dimension, what is taken off and what the rest is divided by. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  /** Support vectors one after the other, `dimensions` each, in steps of `1 / steps` deviations. */
  readonly vectors: Int8Array;
  /** Of each support vector: positive on the side that is looked for. */
  readonly weights: Float32Array;
  /** Of each support vector, the class it was an example of, a number. */
  readonly classes: Uint8Array;
  readonly bias: number;
  /** Width of the kernel: exp(-gamma × squared distance in deviations). */
  readonly gamma: number;
}

/** Steps a deviation is told in: 127 of them reach 4 deviations far. */
export const steps = 32;

/** Standardises a vector and writes it to `into` from `at` on. */
export function quantiseVector(
  vector: ArrayLike<number>,
  { mean, deviation }: Pick<Svm, 'mean' | 'deviation'>,
  into: Int8Array,
  at: number,
): void {
  for (let i = 0; i < mean.length; i++) {
    const value = Math.round((((vector[i] as number) - (mean[i] as number)) / (deviation[i] as number)) * steps);
    into[at + i] = Math.max(-127, Math.min(127, value));
  }
}

/** How much steeper the kernel falls that leaves a say only to the nearest support vectors. */
const sharpness = 23;

/** Where a sentence vector lies. */
export interface SvmReading {
  /** How far from the border; positive on the side that is looked for. */
  readonly margin: number;
  /** What the nearest support vectors alone say: -1 (the other side) to 1 (the side that is looked for). */
  readonly nearest: number;
  /** By class, its examples' share of what is nearest on that side, 0 to 1. Reused by the next call. */
  readonly shares: Float64Array;
}

/** Makes the function that reads a sentence vector. */
export function openSvm(svm: Svm): (vector: ArrayLike<number>) => SvmReading {
  const { dimensions, vectors, weights, classes, bias } = svm;
  const scale = svm.gamma / (steps * steps);
  const own = new Int8Array(dimensions);
  const norms = Float64Array.from(weights, (_, s) =>
    product(vectors, s * dimensions, vectors, s * dimensions, dimensions),
  );
  const votes = new Float64Array(classes.reduce((most, each) => Math.max(most, each), 0) + 1);
  return (vector) => {
    quantiseVector(vector, svm, own, 0);
    const norm = product(own, 0, own, 0, dimensions);
    votes.fill(0);
    let margin = bias;
    let total = 0;
    let near = 0;
    let nearOnOurSide = 0;
    for (let s = 0, at = 0; s < weights.length; s++, at += dimensions) {
      const distance = norm + (norms[s] as number) - 2 * product(own, 0, vectors, at, dimensions);
      const weight = weights[s] as number;
      const part = weight * Math.exp(-scale * distance);
      margin += part;
      const nearness = Math.exp(-sharpness * scale * distance);
      near += nearness;
      if (weight <= 0) continue;
      nearOnOurSide += nearness;
      // By all that speaks for a side, the classes with most examples would always be nearest.
      total += weight * nearness;
      (votes[classes[s] as number] as number) += weight * nearness;
    }
    if (total > 0) for (let c = 0; c < votes.length; c++) (votes[c] as number) /= total;
    return { margin, nearest: near > 0 ? (2 * nearOnOurSide) / near - 1 : 0, shares: votes };
  };
}

/** Inner product of `length` whole numbers, four sums side by side: it is what all the time goes into. */
export function product(a: Int8Array, atA: number, b: Int8Array, atB: number, length: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  // `| 0` keeps whole 32-bit numbers all the way: twice as fast as plain sums. `Math.imul` would do the same, but looking
  // up a global is what takes the time in the contexts of tests.
  for (let i = 0; i < length; i += 4) {
    p = (p + (a[atA + i] as number) * (b[atB + i] as number)) | 0;
    q = (q + (a[atA + i + 1] as number) * (b[atB + i + 1] as number)) | 0;
    r = (r + (a[atA + i + 2] as number) * (b[atB + i + 2] as number)) | 0;
    s = (s + (a[atA + i + 3] as number) * (b[atB + i + 3] as number)) | 0;
  }
  return p + q + r + s;
}
