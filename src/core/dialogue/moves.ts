import { type MoveModel, moves, type RankedMove, type Understanding } from '../model/understanding.ts';
import { featuresOf, type Situation } from './moveFeatures.ts';
import { outputsOf } from './network.ts';

/** What a message probably does, the most probable first. Pure. */
export function movesOf(model: MoveModel, read: Understanding, situation: Situation): readonly RankedMove[] {
  const probabilities = outputsOf(model, moves.length, featuresOf(read, situation));
  return moves
    .map((move, index) => ({ move, confidence: probabilities[index] as number }))
    .sort((a, b) => b.confidence - a.confidence);
}
