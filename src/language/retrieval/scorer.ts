import { lookUp } from '../text/hashTable.ts';
import type { Features } from './features.ts';
import type { IndexData } from './indexData.ts';
import { groupWeight } from './vocabulary.ts';

/** The inner loop of answering: features in, one score an entry out, in arrays that every call reuses. */
export interface Scorer {
  /** By entry, after `score`. */
  readonly scores: Float32Array;
  /** Fills `scores`; returns which share of the text's evidence the index knows, 0 to 1. */
  score(features: Features): number;
  /** Numbers of the `limit` best entries, the best first, the background aside. */
  best(limit: number): number[];
}

export function createScorer(data: IndexData): Scorer {
  const count = data.bias.length;
  const scores = new Float32Array(count);
  /** By feature: the last call that met it, so that a repeated feature counts once. */
  const metIn = new Uint32Array(data.gain.length);
  let call = 0;

  function score(features: Features): number {
    call++;
    scores.fill(0);
    let known = 0;
    let strange = 0;
    for (let i = 0; i < features.count; i++) {
      const feature = lookUp(data.features, features.hashes[i] as number);
      if (feature < 0) {
        strange += ((groupWeight[features.groups[i] as number] as number) * data.rarest) ** 2;
        continue;
      }
      if (metIn[feature] === call) continue;
      metIn[feature] = call;
      known += (data.gain[feature] as number) ** 2;
      const unit = data.scale[feature] as number;
      const end = data.starts[feature + 1] as number;
      for (let w = data.starts[feature] as number; w < end; w++)
        (scores[data.classes[w] as number] as number) += (data.weights[w] as number) * unit;
    }
    if (known === 0) return 0;
    const norm = Math.sqrt(known);
    for (let c = 0; c < count; c++) scores[c] = (scores[c] as number) / norm + (data.bias[c] as number);
    return Math.sqrt(known / (known + strange));
  }

  function best(limit: number): number[] {
    const order: number[] = [];
    for (let c = 0; c < count; c++) {
      if (c === data.background) continue;
      let at = order.length;
      while (at > 0 && (scores[c] as number) > (scores[order[at - 1] as number] as number)) at--;
      if (at >= limit) continue;
      order.splice(at, 0, c);
      if (order.length > limit) order.pop();
    }
    return order;
  }

  return { scores, score, best };
}
