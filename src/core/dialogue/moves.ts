import type { Understanding } from '../model/understanding.ts';
import { type Move, type MoveModel, moves, type RankedMove } from '../model/understanding.ts';
import { featuresOf, type Situation } from './moveFeatures.ts';

/** What a message probably does, the most probable first. Pure. Every message comes through here: it allocates little. */
export function movesOf(model: MoveModel, read: Understanding, situation: Situation): readonly RankedMove[] {
  const features = featuresOf(read, situation);
  const powers = new Float64Array(moves.length);
  let top = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < moves.length; m++) {
    const weights = model[moves[m] as Move];
    let score = 0;
    for (let f = 0; f < features.length; f++) score += (features[f] as number) * (weights[f] ?? 0);
    powers[m] = score;
    if (score > top) top = score;
  }
  let total = 0;
  for (let m = 0; m < powers.length; m++) {
    const power = Math.exp((powers[m] as number) - top);
    powers[m] = power;
    total += power;
  }
  return moves
    .map((move, index) => ({ move, confidence: (powers[index] as number) / total }))
    .sort((a, b) => b.confidence - a.confidence);
}
