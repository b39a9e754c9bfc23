/** One answered question: the retriever's confidence in its best entry, and whether that entry was right. */
export interface Outcome {
  readonly confidence: number;
  readonly right: boolean;
}

/**
 * The largest share of questions that can be answered, most confident first, with at most a tenth of the answers wrong.
 */
export function coverageAt90(outcomes: readonly Outcome[]): number {
  const sorted = [...outcomes].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let covered = 0;
  sorted.forEach((outcome, i) => {
    if (outcome.right) right++;
    if (right / (i + 1) >= 0.9) covered = i + 1;
  });
  return covered / outcomes.length;
}

/** The probability that a question in scope gets a higher confidence than one out of scope (ties count half). */
export function auroc(inScope: readonly number[], outOfScope: readonly number[]): number {
  const all = [...inScope.map((value) => ({ value, own: 1 })), ...outOfScope.map((value) => ({ value, own: 0 }))];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    for (let i = from; i < to; i++) ranks += (all[i]?.own ?? 0) * ((from + to + 1) / 2);
    from = to;
  }
  return (ranks - (inScope.length * (inScope.length + 1)) / 2) / (inScope.length * outOfScope.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The share of items of which something holds; 0 of none. */
export function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
