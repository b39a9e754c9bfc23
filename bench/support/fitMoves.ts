import { featureNames } from '../../src/core/dialogue/moveFeatures.ts';
import { type Move, type MoveModel, moves } from '../../src/core/model/understanding.ts';

export interface MoveExample {
  readonly features: Float64Array;
  readonly move: Move;
}

/** Rare moves count more than their share, but not as much as frequent ones. */
const evenness = 0.35;

/**
 * Multinomial logistic regression by gradient descent with momentum and a quadratic penalty: the same examples give the
 * same weights.
 */
export function fitMoves(examples: readonly MoveExample[], penalty: number, steps = 1_500): MoveModel {
  const size = featureNames.length;
  const counts = moves.map((move) => examples.filter((example) => example.move === move).length);
  const weightOf = counts.map((count) => (count === 0 ? 0 : (examples.length / moves.length / count) ** evenness));
  const weights = moves.map(() => new Float64Array(size));
  const speed = moves.map(() => new Float64Array(size));
  const total = examples.reduce((sum, { move }) => sum + (weightOf[moves.indexOf(move)] as number), 0);
  for (let step = 0; step < steps; step++) {
    const slope = moves.map(() => new Float64Array(size));
    for (const { features, move } of examples) {
      const wanted = moves.indexOf(move);
      const scores = weights.map((own) => features.reduce((sum, value, f) => sum + value * (own[f] as number), 0));
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - top));
      const sum = odds.reduce((all, each) => all + each, 0);
      for (let m = 0; m < moves.length; m++) {
        const error = ((m === wanted ? 1 : 0) - (odds[m] as number) / sum) * (weightOf[wanted] as number);
        const own = slope[m] as Float64Array;
        for (let f = 0; f < size; f++) (own[f] as number) += error * (features[f] as number);
      }
    }
    for (let m = 0; m < moves.length; m++) {
      const own = weights[m] as Float64Array;
      const fast = speed[m] as Float64Array;
      for (let f = 0; f < size; f++) {
        const pull = ((slope[m] as Float64Array)[f] as number) / total - penalty * (own[f] as number);
        fast[f] = 0.9 * (fast[f] as number) + 0.5 * pull;
        (own[f] as number) += fast[f] as number;
      }
    }
  }
  const rounded = (own: Float64Array) => [...own].map((value) => Math.round(value * 1_000) / 1_000);
  return Object.fromEntries(moves.map((move, m) => [move, rounded(weights[m] as Float64Array)])) as Record<
    Move,
    number[]
  >;
}
