import type { DialogueNetwork } from '../model/understanding.ts';

/*
 * Small neural networks that weigh what a message means in its conversation. What is added up straight is a logistic
 * regression; a few hidden units beside it see which features go together.
 */

const noFeatures = new Float64Array(0);

/**
 * How probable each candidate is, 0 to 1; they add up to 1. `featuresOf`: the features of one, the first ones of the network, used
 * up before those of the next are asked for, so that all may be written into one array; `context`: those that follow, which are the
 * same for all. Pure.
 */
export function probabilitiesOf<C>(
  network: DialogueNetwork,
  candidates: readonly C[],
  featuresOf: (candidate: C) => Float64Array,
  context: Float64Array = noFeatures,
): Float64Array {
  const scores = new Float64Array(candidates.length);
  let scoresOf: Scorer | null = null;
  for (let c = 0; c < candidates.length; c++) {
    const features = featuresOf(candidates[c] as C);
    scoresOf ??= createScorer(network, { outputs: 1, context, from: features.length });
    scores[c] = scoresOf(features)[0] as number;
  }
  return softmax(scores);
}

/** How probable each output is, 0 to 1; they add up to 1. Pure. */
export function outputsOf(network: DialogueNetwork, outputs: number, features: Float64Array): Float64Array {
  return softmax(createScorer(network, { outputs, context: noFeatures, from: features.length })(features));
}

/** Scores what has some features, by output. The array is filled again by the next call. */
type Scorer = (features: Float64Array) => Float64Array;

interface ScorerOptions {
  readonly outputs: number;
  readonly context: Float64Array;
  /** The number of the context's first feature. */
  readonly from: number;
}

/** A network in flat arrays, which add up faster. */
interface FlatNetwork {
  readonly straight: FlatRows;
  readonly hidden: FlatRows;
  readonly output: FlatRows;
  readonly bias: Float64Array;
}

interface FlatRows {
  /** Numbers a row. */
  readonly width: number;
  /** The rows, one after the other. */
  readonly values: Float64Array;
}

const flat = new WeakMap<DialogueNetwork, FlatNetwork>();

function flatOf(network: DialogueNetwork): FlatNetwork {
  let own = flat.get(network);
  if (own === undefined) {
    const { straight, hidden, output, bias } = network;
    own = {
      straight: flattened(straight),
      hidden: flattened(hidden),
      output: flattened(output),
      bias: Float64Array.from(bias),
    };
    flat.set(network, own);
  }
  return own;
}

function flattened(rows: readonly (readonly number[])[]): FlatRows {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const values = new Float64Array(rows.length * width);
  for (const [at, row] of rows.entries()) values.set(row, at * width);
  return { width, values };
}

/** What depends on the context is added up once, for all that is weighed in it. Features that are 0 cost nothing. */
function createScorer(network: DialogueNetwork, { outputs, context, from }: ScorerOptions): Scorer {
  const { straight, hidden, output, bias } = flatOf(network);
  const units = new Float64Array(bias);
  const scores = new Float64Array(outputs);
  addRows(units, hidden, context, from);
  addRows(scores, straight, context, from);
  const ownUnits = new Float64Array(units.length);
  const ownScores = new Float64Array(outputs);
  return (features) => {
    ownUnits.set(units);
    ownScores.set(scores);
    addRows(ownUnits, hidden, features, 0);
    addRows(ownScores, straight, features, 0);
    addRows(ownScores, output, rectified(ownUnits), 0);
    return ownScores;
  };
}

function addRows(sums: Float64Array, { width, values: rows }: FlatRows, values: Float64Array, from: number): void {
  const size = Math.min(width, sums.length);
  const count = Math.min(values.length, rows.length / width - from);
  for (let v = 0; v < count; v++) {
    const value = values[v] as number;
    if (value === 0) continue;
    const at = (from + v) * width;
    for (let s = 0; s < size; s++) (sums[s] as number) += value * (rows[at + s] as number);
  }
}

function rectified(units: Float64Array): Float64Array {
  for (let u = 0; u < units.length; u++) if ((units[u] as number) < 0) units[u] = 0;
  return units;
}

/** Scores as probabilities, which add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < scores.length; s++) top = Math.max(top, scores[s] as number);
  const powers = new Float64Array(scores.length);
  let total = 0;
  for (let s = 0; s < scores.length; s++) {
    const power = Math.exp((scores[s] as number) - top);
    powers[s] = power;
    total += power;
  }
  for (let p = 0; p < powers.length; p++) powers[p] = (powers[p] as number) / total;
  return powers;
}

/** A confidence as a feature that grows evenly with the evidence: about -1 to 1, and finite at 0 and 1. */
export const logOdds = (confidence: number) => Math.log((confidence + 0.01) / (1.01 - confidence)) / 5;
