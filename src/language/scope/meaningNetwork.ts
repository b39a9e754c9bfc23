import { productOfFloats } from '../meaning/products.ts';
import { createRandom } from '../retrieval/random.ts';
import {
  centre,
  classWeightsOf,
  shuffle,
  toProbabilities,
  type VectorExample,
  vectorScale,
} from '../understanding/vectorExamples.ts';

/**
 * A classifier over sentence vectors with one layer of hidden units, which see what no single direction tells apart. Plain
 * typed arrays, so that it moves between threads without a copy: the weights of unit `u` are those from `u * size` up to, not
 * including, `(u + 1) * size`, for the coordinates of a vector less `mean`; those of class `c` from `c * units`.
 */
export interface NetworkData {
  readonly ids: readonly string[];
  /** Coordinates of a vector. */
  readonly size: number;
  readonly units: number;
  /** Subtracted from every vector: what all sentences have in common says nothing. */
  readonly mean: Float32Array<ArrayBuffer>;
  readonly hidden: Float32Array<ArrayBuffer>;
  /** By unit. */
  readonly thresholds: Float32Array<ArrayBuffer>;
  readonly output: Float32Array<ArrayBuffer>;
  /** By class. */
  readonly bias: Float32Array<ArrayBuffer>;
}

export interface NetworkTraining {
  readonly seed: number;
  readonly units: number;
  readonly rounds: number;
  /** Examples between two steps. */
  readonly batch: number;
  readonly rate: number;
  /** How much weights shrink, as a share of the slope. */
  readonly decay: number;
}

/** A class that is learnt as surely as this teaches nothing more in a round. */
const learnt = 1e-3;

/**
 * Trains by small steps against the slope (Adam), at a rate that falls to none; classes with few examples count as much as others,
 * within limits. The same examples give the same network. CPU-bound: half a minute for 15,000 examples.
 */
export function trainNetwork(
  ids: readonly string[],
  examples: readonly VectorExample[],
  { seed, units, rounds, batch, rate, decay }: NetworkTraining,
): NetworkData {
  const random = createRandom(seed);
  const { mean, rows } = centre(examples);
  const size = mean.length;
  const classWeights = classWeightsOf(ids.length, examples);
  const network = {
    hidden: createWeights(units * size, () => spread(random, size + units)),
    thresholds: createWeights(units, () => 0),
    output: createWeights(ids.length * units, () => spread(random, units + ids.length)),
    bias: createWeights(ids.length, () => 0),
  };
  const activations = new Float32Array(units);
  const scores = new Float32Array(ids.length);
  const order = examples.map((_, index) => index);
  let step = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += batch) {
      const some = order.slice(from, from + batch);
      for (const index of some) {
        const row = rows[index] as Float32Array;
        const wanted = (examples[index] as VectorExample).class;
        read(network, row, activations, scores);
        if (1 - (scores[wanted] as number) < learnt) continue;
        addSlopes(network, { row, activations, scores, wanted, share: (classWeights[wanted] as number) / some.length });
      }
      step++;
      const pace = rate * (1 - step / (rounds * Math.ceil(order.length / batch)));
      network.hidden.descend(pace, step, decay);
      network.thresholds.descend(pace, step, 0);
      network.output.descend(pace, step, decay);
      network.bias.descend(pace, step, 0);
    }
  }
  return {
    ids,
    size,
    units,
    mean,
    hidden: network.hidden.values.map((value) => value * vectorScale),
    thresholds: network.thresholds.values,
    output: network.output.values,
    bias: network.bias.values,
  };
}

/** Opens a network: probabilities by class, in an array that every call reuses. */
export function openNetwork({
  ids,
  units,
  mean,
  hidden,
  thresholds,
  output,
  bias,
}: NetworkData): (vector: Float32Array) => Float32Array {
  const layers = {
    hidden: { values: hidden },
    thresholds: { values: thresholds },
    output: { values: output },
    bias: { values: bias },
  };
  const activations = new Float32Array(units);
  const scores = new Float32Array(ids.length);
  const row = new Float32Array(mean.length);
  return (vector) => {
    for (let d = 0; d < row.length; d++) row[d] = (vector[d] as number) - (mean[d] as number);
    read(layers, row, activations, scores);
    return scores;
  };
}

type Layers<W> = Readonly<Record<'hidden' | 'thresholds' | 'output' | 'bias', W>>;

/** Fills the activations of the units, and the probabilities by class. */
function read(
  { hidden, thresholds, output, bias }: Layers<{ readonly values: Float32Array }>,
  row: Float32Array,
  activations: Float32Array,
  scores: Float32Array,
): void {
  for (let u = 0; u < activations.length; u++) {
    const sum = (thresholds.values[u] as number) + productOfFloats(row, hidden.values, u * row.length);
    activations[u] = Math.max(0, sum);
  }
  for (let c = 0; c < scores.length; c++)
    scores[c] = (bias.values[c] as number) + productOfFloats(activations, output.values, c * activations.length);
  toProbabilities(scores);
}

interface Lesson {
  readonly row: Float32Array;
  readonly activations: Float32Array;
  /** Probabilities by class. */
  readonly scores: Float32Array;
  readonly wanted: number;
  readonly share: number;
}

/** Adds what one example teaches to the slopes. */
function addSlopes(network: Layers<Weights>, { row, activations, scores, wanted, share }: Lesson): void {
  const { hidden, thresholds, output, bias } = network;
  const units = activations.length;
  const errors = new Float32Array(units);
  for (let c = 0; c < scores.length; c++) {
    const error = share * ((scores[c] as number) - (c === wanted ? 1 : 0));
    (bias.slopes[c] as number) += error;
    for (let u = 0; u < units; u++) {
      const at = c * units + u;
      (errors[u] as number) += error * (output.values[at] as number);
      (output.slopes[at] as number) += error * (activations[u] as number);
    }
  }
  for (let u = 0; u < units; u++) {
    if (activations[u] === 0) continue;
    const error = errors[u] as number;
    (thresholds.slopes[u] as number) += error;
    const from = u * row.length;
    for (let d = 0; d < row.length; d++) (hidden.slopes[from + d] as number) += error * (row[d] as number);
  }
}

/** Weights with their slopes. */
interface Weights {
  readonly values: Float32Array<ArrayBuffer>;
  readonly slopes: Float32Array;
  /** Goes one step down by the slopes, and forgets them. */
  descend(rate: number, step: number, decay: number): void;
}

/** How much of the mean of the slopes, and of their squares, stays from step to step. */
const memory = { slope: 0.9, square: 0.999 } as const;

function createWeights(length: number, first: () => number): Weights {
  const values = Float32Array.from({ length }, first);
  const slopes = new Float32Array(length);
  const means = new Float32Array(length);
  const squares = new Float32Array(length);
  return {
    values,
    slopes,
    descend(rate, step, decay) {
      const slopeLeft = 1 - memory.slope ** step;
      const squareLeft = 1 - memory.square ** step;
      for (let v = 0; v < length; v++) {
        const slope = (slopes[v] as number) + decay * (values[v] as number);
        const average = memory.slope * (means[v] as number) + (1 - memory.slope) * slope;
        const square = memory.square * (squares[v] as number) + (1 - memory.square) * slope * slope;
        means[v] = average;
        squares[v] = square;
        values[v] = (values[v] as number) - (rate * (average / slopeLeft)) / (Math.sqrt(square / squareLeft) + 1e-8);
      }
      slopes.fill(0);
    },
  };
}

/** An even random number whose range keeps the size of what a layer passes on (Glorot and Bengio, 2010). */
const spread = (random: () => number, connections: number): number => (2 * random() - 1) * Math.sqrt(6 / connections);
