/** A sentence vector and the class that its text belongs to: what classifiers over vectors learn from. */
export interface VectorExample {
  readonly vector: Float32Array;
  /** Index into the ids. */
  readonly class: number;
}

/** Differences between vectors of this model are small: without a scale the weights would take long to grow. */
export const vectorScale = 12;
const maxClassWeight = 3;

/** What all vectors have in common, which says nothing, and each vector less that, times `vectorScale`. */
export function centre(examples: readonly VectorExample[]): {
  readonly mean: Float32Array<ArrayBuffer>;
  readonly rows: readonly Float32Array[];
} {
  const mean = new Float32Array(examples[0]?.vector.length ?? 0);
  for (const { vector } of examples) for (let d = 0; d < mean.length; d++) (mean[d] as number) += vector[d] as number;
  for (let d = 0; d < mean.length; d++) (mean[d] as number) /= Math.max(1, examples.length);
  const rows = examples.map(({ vector }) => vector.map((value, d) => (value - (mean[d] as number)) * vectorScale));
  return { mean, rows };
}

/** How much an example counts, by class: those of classes with few examples more, within limits. */
export function classWeightsOf(classes: number, examples: readonly VectorExample[]): Float64Array {
  const sizes = new Float64Array(classes);
  for (const example of examples) (sizes[example.class] as number)++;
  const average = examples.length / Math.max(1, classes);
  return sizes.map((size) => Math.min(maxClassWeight, average / Math.max(1, size)));
}

/** Puts the order of examples into another, in place. */
export function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}

/** Turns scores into probabilities, in place. */
export function toProbabilities(scores: Float32Array): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < scores.length; c++) if ((scores[c] as number) > top) top = scores[c] as number;
  let total = 0;
  for (let c = 0; c < scores.length; c++) {
    const part = Math.exp((scores[c] as number) - top);
    scores[c] = part;
    total += part;
  }
  for (let c = 0; c < scores.length; c++) (scores[c] as number) /= total;
}
