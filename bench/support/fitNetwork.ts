import { softmax } from '../../src/core/dialogue/network.ts';
import type { DialogueNetwork } from '../../src/core/model/understanding.ts';
import { randomNumbers } from './random.ts';

/**
 * What is weighed, and what would be right. With one output, the candidates are weighed against each other; with several,
 * there is one candidate, whose outputs are.
 */
export interface Example {
  /** The features of each candidate, the first ones of the network. */
  readonly candidates: readonly Float64Array[];
  /** Those that follow, the same for all candidates; absent: none. */
  readonly context?: Float64Array;
  /** Numbers of the candidates, or outputs, that would be right; at least one. */
  readonly right: readonly number[];
  /** How much it counts. */
  readonly weight: number;
}

interface NetworkShape {
  /** How many features there are, those of the context included. */
  readonly features: number;
  readonly outputs: number;
}

/** All but `rounds` chosen by five-fold cross-validation over the conversations for training. */
const units = 16;
const rounds = 25;
const batch = 64;
const rate = 0.005;
const penalties = { straight: 0.0005, hidden: 0.001 } as const;
const seed = 1;

/**
 * Learns a network by the probability that it gives to what is right (Adam, in small batches, at a rate that falls): the same
 * examples give the same network.
 */
export function fitNetwork(examples: readonly Example[], { features, outputs }: NetworkShape): DialogueNetwork {
  const random = randomNumbers(seed);
  const straight = createTable(features, outputs, penalties.straight);
  const hidden = createTable(features, units, penalties.hidden);
  const bias = createTable(1, units, 0);
  const output = createTable(units, outputs, penalties.hidden);
  const spread = (values: Float64Array, by: number) => {
    for (let v = 0; v < values.length; v++) values[v] = normal(random) * by;
  };
  spread(hidden.values, 1 / Math.sqrt(8));
  spread(output.values, 0.1);
  const mean = examples.reduce((sum, { weight }) => sum + weight, 0) / examples.length;
  const sparse = examples.map((example) => toSparse(example, mean));
  let step = 0;
  for (let round = 0; round < rounds; round++) {
    const order = shuffled(sparse, random);
    for (let from = 0; from < order.length; from += batch) {
      const some = order.slice(from, from + batch);
      for (const example of some) learnFrom(example, { straight, hidden, bias, output }, outputs, 1 / some.length);
      step++;
      for (const table of [straight, hidden, bias, output]) table.descend(rate * (1 - round / rounds), step);
    }
  }
  return {
    straight: straight.rows(),
    hidden: hidden.rows(),
    bias: bias.rows()[0] ?? [],
    output: output.rows(),
  };
}

/** The features that are not 0: their numbers and values. */
interface Sparse {
  readonly at: Uint16Array;
  readonly values: Float64Array;
}

interface SparseExample {
  readonly candidates: readonly Sparse[];
  readonly right: readonly number[];
  readonly weight: number;
}

function toSparse({ candidates, context, right, weight }: Example, mean: number): SparseExample {
  const all = candidates.map((own) => {
    const values = [...own, ...(context ?? [])];
    const at = values.flatMap((value, feature) => (value === 0 ? [] : [feature]));
    return { at: Uint16Array.from(at), values: Float64Array.from(at, (feature) => values[feature] as number) };
  });
  return { candidates: all, right, weight: weight / mean };
}

/** A table of weights with their slopes, flat: a row of `width` numbers a feature, or a unit. */
interface Table {
  readonly width: number;
  readonly values: Float64Array;
  readonly slopes: Float64Array;
  /** Goes one step down by the slopes, and forgets them. */
  descend(rate: number, step: number): void;
  rows(): readonly (readonly number[])[];
}

function createTable(height: number, width: number, penalty: number): Table {
  const values = new Float64Array(height * width);
  const slopes = new Float64Array(values.length);
  const means = new Float64Array(values.length);
  const squares = new Float64Array(values.length);
  return {
    width,
    values,
    slopes,
    descend(by, step) {
      const meanLeft = 1 - 0.9 ** step;
      const squareLeft = 1 - 0.999 ** step;
      for (let v = 0; v < values.length; v++) {
        const slope = (slopes[v] as number) + penalty * (values[v] as number);
        means[v] = 0.9 * (means[v] as number) + 0.1 * slope;
        squares[v] = 0.999 * (squares[v] as number) + 0.001 * slope * slope;
        const pace = Math.sqrt((squares[v] as number) / squareLeft) + 1e-8;
        values[v] = (values[v] as number) - (by * ((means[v] as number) / meanLeft)) / pace;
      }
      slopes.fill(0);
    },
    rows: () =>
      Array.from({ length: height }, (_, row) =>
        [...values.subarray(row * width, (row + 1) * width)].map((value) => Math.round(value * 10_000) / 10_000),
      ),
  };
}

interface Tables {
  readonly straight: Table;
  readonly hidden: Table;
  readonly bias: Table;
  readonly output: Table;
}

/** Adds the slopes of one example. */
function learnFrom({ candidates, right, weight }: SparseExample, tables: Tables, outputs: number, share: number): void {
  const { straight, hidden, bias, output } = tables;
  const seen = candidates.map((own) => {
    const unitsOf = bias.values.slice();
    const scores = new Float64Array(outputs);
    addRows(unitsOf, hidden, own);
    addRows(scores, straight, own);
    for (let u = 0; u < units; u++) {
      if ((unitsOf[u] as number) <= 0) unitsOf[u] = 0;
      else addRow(scores, output, u, unitsOf[u] as number);
    }
    return { unitsOf, scores };
  });
  const odds = softmax(Float64Array.from(seen.flatMap(({ scores }) => [...scores])));
  const meant = right.reduce((sum, index) => sum + (odds[index] as number), 0);
  for (const [c, own] of candidates.entries()) {
    const { unitsOf } = seen[c] as { readonly unitsOf: Float64Array };
    const pulls = new Float64Array(outputs);
    for (let o = 0; o < outputs; o++) {
      const index = c * outputs + o;
      const chance = odds[index] as number;
      pulls[o] = (chance - (right.includes(index) ? chance / Math.max(meant, 1e-9) : 0)) * weight * share;
    }
    const back = new Float64Array(units);
    for (let u = 0; u < units; u++) {
      if (unitsOf[u] === 0) continue;
      let pull = 0;
      for (let o = 0; o < outputs; o++) {
        const at = u * outputs + o;
        pull += (pulls[o] as number) * (output.values[at] as number);
        output.slopes[at] = (output.slopes[at] as number) + (pulls[o] as number) * (unitsOf[u] as number);
      }
      back[u] = pull;
      bias.slopes[u] = (bias.slopes[u] as number) + pull;
    }
    addSlopes(straight, own, pulls);
    addSlopes(hidden, own, back);
  }
}

function addRows(sums: Float64Array, table: Table, { at, values }: Sparse): void {
  for (let f = 0; f < at.length; f++) addRow(sums, table, at[f] as number, values[f] as number);
}

function addRow(sums: Float64Array, { width, values }: Table, row: number, by: number): void {
  for (let w = 0; w < width; w++) sums[w] = (sums[w] as number) + by * (values[row * width + w] as number);
}

function addSlopes({ width, slopes }: Table, { at, values }: Sparse, pulls: Float64Array): void {
  for (let f = 0; f < at.length; f++) {
    const from = (at[f] as number) * width;
    for (let w = 0; w < width; w++)
      slopes[from + w] = (slopes[from + w] as number) + (values[f] as number) * (pulls[w] as number);
  }
}

/** A normally distributed number (Box and Muller). */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
