import type { DialogueNetwork } from '../model/understanding.ts';

/*
 * Small neural networks that weigh what a message means in its conversation. What is added up straight is a logistic
 * regression; a few hidden units beside it see which features go together.
 */

const noFeatures = new Float64Array(0);

/**
 * How probable each candidate is, 0 to 1; they add up to 1. `candidates`: the features of each, the first ones of the network;
 * `context`: those that follow, which are the same for all. Pure.
 */
export function probabilitiesOf(
  network: DialogueNetwork,
  candidates: readonly Float64Array[],
  context: Float64Array = noFeatures,
): Float64Array {
  const scoresOf = createScorer(network, { outputs: 1, context, from: candidates[0]?.length ?? 0 });
  return softmax(Float64Array.from(candidates, (features) => scoresOf(features)[0] as number));
}

/** How probable each output is, 0 to 1; they add up to 1. Pure. */
export function outputsOf(network: DialogueNetwork, outputs: number, features: Float64Array): Float64Array {
  return softmax(createScorer(network, { outputs, context: noFeatures, from: features.length })(features));
}

interface ScorerOptions {
  readonly outputs: number;
  readonly context: Float64Array;
  /** The number of the context's first feature. */
  readonly from: number;
}

/** What depends on the context is added up once, for all that is weighed in it. Features that are 0 cost nothing. */
function createScorer(
  { straight, hidden, bias, output }: DialogueNetwork,
  { outputs, context, from }: ScorerOptions,
): (features: Float64Array) => Float64Array {
  const units = Float64Array.from(bias);
  const scores = new Float64Array(outputs);
  addRows(units, hidden, context, from);
  addRows(scores, straight, context, from);
  return (features) => {
    const ownUnits = units.slice();
    const ownScores = scores.slice();
    addRows(ownUnits, hidden, features, 0);
    addRows(ownScores, straight, features, 0);
    addRows(ownScores, output, rectified(ownUnits), 0);
    return ownScores;
  };
}

function addRows(sums: Float64Array, rows: readonly (readonly number[])[], values: Float64Array, from: number): void {
  for (let v = 0; v < values.length; v++) {
    const value = values[v] as number;
    const row = rows[from + v];
    if (value === 0 || row === undefined) continue;
    for (let s = 0; s < sums.length; s++) sums[s] = (sums[s] as number) + value * (row[s] ?? 0);
  }
}

function rectified(units: Float64Array): Float64Array {
  for (let u = 0; u < units.length; u++) if ((units[u] as number) < 0) units[u] = 0;
  return units;
}

/** Scores as probabilities, which add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  const top = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** A confidence as a feature that grows evenly with the evidence: about -1 to 1, and finite at 0 and 1. */
export const logOdds = (confidence: number) => Math.log((confidence + 0.01) / (1.01 - confidence)) / 5;
