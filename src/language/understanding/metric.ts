import { productOfFloats } from './products.ts';

/**
 * What of a sentence tells one matter from another. Wordings of one matter differ too, by language, tone and length: what they
 * differ in counts less (the Mahalanobis distance within classes). Plain typed arrays, so that it moves between threads.
 */
export interface Metric {
  /** Coordinates of a vector. */
  readonly size: number;
  /** Subtracted from every vector: what all sentences have in common brings none of them nearer. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** A lower triangle, row by row: row `d` has `d + 1` numbers. */
  readonly factor: Float32Array<ArrayBuffer>;
}

/**
 * How much the metric stays as it was, which keeps what few wordings differ in by chance from weighing. Chosen on wordings of
 * special cases, each asked for with a third of them left out: among those of its own service 95.4 % are ranked first (91.8 %
 * without the metric; 95.6 % with 0.5, 95.3 % with 0.85), among all 63.2 % (52.1 %).
 */
const shrinkage = 0.7;
/** Vectors that count, of all classes together, as many of each: more of them tell little new, and take long. */
const mostVectors = 6_000;

/** Learns a metric from the vectors of classes, of equal size each. `mean`: of all vectors. A fraction of a second. */
export function learnMetric(classes: readonly (readonly Float32Array[])[], mean: Float32Array<ArrayBuffer>): Metric {
  const size = mean.length;
  const scatter = new Float64Array(size * size);
  const most = Math.ceil(mostVectors / Math.max(1, classes.length));
  for (const vectors of classes) addScatter(scatter, spread(vectors, most), size);
  let trace = 0;
  for (let d = 0; d < size; d++) trace += scatter[d * size + d] as number;
  const scale = trace === 0 ? 0 : ((1 - shrinkage) * size) / trace;
  const rest = trace === 0 ? 1 : shrinkage;
  for (let row = 0; row < size; row++) {
    for (let d = 0; d <= row; d++) {
      const at = row * size + d;
      scatter[at] = (scatter[at] as number) * scale + (d === row ? rest : 0);
    }
  }
  return { size, mean, factor: invert(decompose(scatter, size), size) };
}

/** The mean of vectors of equal size; empty where there are none. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let d = 0; d < sum.length; d++) (sum[d] as number) += vector[d] as number;
  return Float32Array.from(sum, (value) => value / vectors.length);
}

/** Opens a metric: a vector in it, of which cosines are taken. */
export function openMetric({ size, mean, factor }: Metric): (vector: Float32Array) => Float32Array {
  const row = new Float32Array(size);
  return (vector) => {
    for (let d = 0; d < size; d++) row[d] = (vector[d] as number) - (mean[d] as number);
    const found = new Float32Array(size);
    for (let d = 0, from = 0; d < size; from += ++d) found[d] = productOfFloats(row, factor, from, d + 1);
    return found;
  };
}

/** So many of a list, at even distances. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)] as T);
}

/** Adds how the vectors of a class differ from their mean, to the lower triangle. */
function addScatter(scatter: Float64Array, vectors: readonly Float32Array[], size: number): void {
  if (vectors.length < 2) return;
  const middle = meanOf(vectors);
  const row = new Float64Array(size);
  for (const vector of vectors) {
    for (let d = 0; d < size; d++) row[d] = (vector[d] as number) - (middle[d] as number);
    for (let d = 0; d < size; d++) {
      const value = row[d] as number;
      const from = d * size;
      for (let other = 0; other <= d; other++) (scatter[from + other] as number) += value * (row[other] as number);
    }
  }
}

/** Cholesky's decomposition of a positive definite matrix, of which the lower triangle is read and replaced. */
function decompose(matrix: Float64Array, size: number): Float64Array {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] as number;
      for (let k = 0; k < column; k++)
        sum -= (matrix[row * size + k] as number) * (matrix[column * size + k] as number);
      matrix[row * size + column] = column === row ? Math.sqrt(sum) : sum / (matrix[column * size + column] as number);
    }
  }
  return matrix;
}

/** The inverse of a lower triangle, packed row by row. */
function invert(lower: Float64Array, size: number): Float32Array<ArrayBuffer> {
  const inverse = new Float64Array(size * size);
  const packed = new Float32Array((size * (size + 1)) / 2);
  for (let row = 0, at = 0; row < size; row++) {
    const pivot = lower[row * size + row] as number;
    for (let column = 0; column <= row; column++, at++) {
      let sum = column === row ? 1 : 0;
      for (let k = column; k < row; k++)
        sum -= (lower[row * size + k] as number) * (inverse[k * size + column] as number);
      inverse[row * size + column] = sum / pivot;
      packed[at] = sum / pivot;
    }
  }
  return packed;
}
