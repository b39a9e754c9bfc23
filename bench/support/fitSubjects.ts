import { subjectFeatures } from '../../src/core/dialogue/subjects.ts';
import type { SubjectModel } from '../../src/core/model/understanding.ts';

/** A message in its conversation: the services that it may be about, each as features, and the number of the right one. */
export interface SubjectExample {
  readonly candidates: readonly Float64Array[];
  readonly right: number;
}

/**
 * Conditional logistic regression by gradient descent with momentum and a quadratic penalty: the same examples give the
 * same weights.
 */
export function fitSubjects(examples: readonly SubjectExample[], penalty: number, steps = 600): SubjectModel {
  const size = subjectFeatures.length;
  const weights = new Float64Array(size);
  const speed = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    const slope = new Float64Array(size);
    for (const { candidates, right } of examples) {
      const scores = candidates.map((own) => own.reduce((sum, value, f) => sum + value * (weights[f] as number), 0));
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - top));
      const total = odds.reduce((sum, each) => sum + each, 0);
      for (const [c, own] of candidates.entries()) {
        const error = (c === right ? 1 : 0) - (odds[c] as number) / total;
        for (let f = 0; f < size; f++) (slope[f] as number) += error * (own[f] as number);
      }
    }
    for (let f = 0; f < size; f++) {
      speed[f] =
        0.9 * (speed[f] as number) + 0.6 * ((slope[f] as number) / examples.length - penalty * (weights[f] as number));
      (weights[f] as number) += speed[f] as number;
    }
  }
  return [...weights].map((value) => Math.round(value * 1_000) / 1_000);
}
