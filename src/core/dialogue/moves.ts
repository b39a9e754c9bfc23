import type { Understanding } from '../model/understanding.ts';
import { type Move, type MoveModel, moves } from '../model/understanding.ts';
import { featuresOf, type Situation } from './moveFeatures.ts';

export interface RankedMove {
  readonly move: Move;
  /** Probability, 0 to 1. */
  readonly confidence: number;
}

/** What a message probably does, the most probable first. Pure. */
export function movesOf(model: MoveModel, read: Understanding, situation: Situation): readonly RankedMove[] {
  const features = featuresOf(read, situation);
  const scores = moves.map((move) => features.reduce((sum, value, f) => sum + value * (model[move][f] ?? 0), 0));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return moves
    .map((move, index) => ({ move, confidence: (powers[index] as number) / total }))
    .sort((a, b) => b.confidence - a.confidence);
}
