/** Several things that may be meant, each as features, and the numbers of those that would be right. */
export interface ChoiceExample {
  readonly candidates: readonly Float64Array[];
  readonly right: readonly number[];
}

/**
 * Conditional logistic regression by gradient descent with momentum and a quadratic penalty: the same examples give the
 * same weights, one a feature.
 */
export function fitChoices(
  examples: readonly ChoiceExample[],
  { size, penalty, steps = 600 }: { readonly size: number; readonly penalty: number; readonly steps?: number },
): readonly number[] {
  const weights = new Float64Array(size);
  const speed = new Float64Array(size);
  for (let step = 0; step < steps; step++) {
    const slope = new Float64Array(size);
    // Plain loops: this runs some billions of times.
    for (let e = 0; e < examples.length; e++) {
      const { candidates, right } = examples[e] as ChoiceExample;
      const odds = new Float64Array(candidates.length);
      let top = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < candidates.length; c++) {
        const own = candidates[c] as Float64Array;
        let score = 0;
        for (let f = 0; f < size; f++) score += (own[f] as number) * (weights[f] as number);
        odds[c] = score;
        if (score > top) top = score;
      }
      let total = 0;
      let meant = 0;
      for (let c = 0; c < odds.length; c++) {
        odds[c] = Math.exp((odds[c] as number) - top);
        total += odds[c] as number;
        if (right.includes(c)) meant += odds[c] as number;
      }
      for (let c = 0; c < candidates.length; c++) {
        const own = candidates[c] as Float64Array;
        const error = (right.includes(c) ? (odds[c] as number) / meant : 0) - (odds[c] as number) / total;
        for (let f = 0; f < size; f++) slope[f] = (slope[f] as number) + error * (own[f] as number);
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
