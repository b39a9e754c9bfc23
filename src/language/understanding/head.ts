import { createRandom } from '../retrieval/random.ts';
import { centre, classWeightsOf, shuffle, toProbabilities, type VectorExample, vectorScale } from './vectorExamples.ts';

/**
 * A classifier over sentence vectors: softmax regression. Plain typed arrays, so that it moves between threads without a
 * copy. The weights of class `c` are those from `c * size` up to, not including, `(c + 1) * size`, for the coordinates
 * of a vector less `mean`.
 */
export interface HeadData {
  readonly ids: readonly string[];
  /** Coordinates of a vector. */
  readonly size: number;
  /** Subtracted from every vector: what all sentences have in common says nothing. */
  readonly mean: Float32Array<ArrayBuffer>;
  readonly weights: Float32Array<ArrayBuffer>;
  /** By class. */
  readonly bias: Float32Array<ArrayBuffer>;
}

interface HeadTraining {
  readonly seed: number;
  readonly epochs?: number;
  readonly rate?: number;
  /** How much weights shrink in each step, as a share of the rate. */
  readonly decay?: number;
}

/** Trains by stochastic gradient descent, to the mean of its second half, classes with few examples counting as much as others; CPU-bound, seconds. */
export function trainHead(
  ids: readonly string[],
  examples: readonly VectorExample[],
  { seed, epochs = 8, rate = 0.08, decay = 0.004 }: HeadTraining,
): HeadData {
  const { mean, rows } = centre(examples);
  const size = mean.length;
  const count = ids.length;
  const classWeights = classWeightsOf(count, examples);
  const weights = new Float32Array(count * size);
  const bias = new Float32Array(count);
  const scores = new Float32Array(count);
  const random = createRandom(seed);
  const order = examples.map((_, index) => index);
  const lately = createMean(weights, bias);
  let steps = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const step = rate * (1 - epoch / epochs);
    for (const index of order) {
      const row = rows[index] as Float32Array;
      const wanted = (examples[index] as VectorExample).class;
      softmax(weights, bias, row, scores);
      for (let c = 0; c < count; c++) {
        const slope = step * (classWeights[wanted] as number) * ((c === wanted ? 1 : 0) - (scores[c] as number));
        // Most classes are out of the question for most texts.
        if (Math.abs(slope) < 1e-5) continue;
        (bias[c] as number) += slope * 0.1;
        const from = c * size;
        for (let d = 0; d < size; d++) {
          const at = from + d;
          weights[at] = (weights[at] as number) * (1 - decay * Math.abs(slope)) + slope * (row[d] as number);
        }
      }
      steps++;
      if (2 * epoch >= epochs && steps % meanEvery === 0) lately.add();
    }
  }
  lately.take();
  for (let at = 0; at < weights.length; at++) (weights[at] as number) *= vectorScale;
  return { ids, size, mean, weights, bias };
}

/** Steps of training after which weights are added to their mean. */
const meanEvery = 32;

/**
 * The mean of arrays while they change. Where weights are at the end depends on the texts that came last; where they were on average in the
 * second half of training, far less: a text that an editor adds moves what others are read as less.
 */
function createMean(...arrays: readonly Float32Array[]) {
  const sums = arrays.map(({ length }) => new Float64Array(length));
  let count = 0;
  return {
    add() {
      count++;
      for (const [a, values] of arrays.entries()) {
        const sum = sums[a] as Float64Array;
        for (let v = 0; v < values.length; v++) (sum[v] as number) += values[v] as number;
      }
    },
    /** Puts the mean in the place of the values, unless there are too few. */
    take() {
      if (count === 0) return;
      for (const [a, values] of arrays.entries())
        for (let v = 0; v < values.length; v++) values[v] = ((sums[a] as Float64Array)[v] as number) / count;
    },
  };
}

/** Opens a head: probabilities by class, in an array that every call reuses. */
export function openHead({ ids, mean, weights, bias }: HeadData): (vector: Float32Array) => Float32Array {
  const scores = new Float32Array(ids.length);
  const row = new Float32Array(mean.length);
  return (vector) => {
    for (let d = 0; d < row.length; d++) row[d] = (vector[d] as number) - (mean[d] as number);
    softmax(weights, bias, row, scores);
    return scores;
  };
}

function softmax(weights: Float32Array, bias: Float32Array, row: Float32Array, scores: Float32Array): void {
  const size = row.length;
  for (let c = 0; c < scores.length; c++) {
    let sum = bias[c] as number;
    const from = c * size;
    for (let d = 0; d < size; d++) sum += (weights[from + d] as number) * (row[d] as number);
    scores[c] = sum;
  }
  toProbabilities(scores);
}
