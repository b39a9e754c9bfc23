/*
 * A conditional logistic regression: some candidates are weighed against each other by the same learnt weights, so that their
 * probabilities add up to 1.
 */

/** How probable each candidate is, 0 to 1. `candidates`: the features of each, in the order of the weights. Pure. */
export function probabilitiesOf(weights: readonly number[], candidates: readonly Float64Array[]): readonly number[] {
  const scores = candidates.map((features) =>
    features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0),
  );
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** A confidence as a feature that grows evenly with the evidence: about -1 to 1, and finite at 0 and 1. */
export const logOdds = (confidence: number) => Math.log((confidence + 0.01) / (1.01 - confidence)) / 5;
