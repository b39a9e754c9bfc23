import { createRandom } from './random.ts';

/** Training texts as sparse unit vectors, each with the class that it belongs to. */
export interface Examples {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
  readonly classOf: Uint16Array;
}

/** Where each feature may carry weights: only on classes that have it. */
export interface Support {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly classes: Uint16Array<ArrayBuffer>;
}

export interface SoftmaxOptions {
  readonly classes: number;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  /** How much an example of each class counts. */
  readonly classWeight: Float32Array;
}

export interface Softmax {
  readonly weights: Float32Array;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** A bias learns this much slower than a weight: common entries must not win by being common. */
const biasRate = 0.02;
/** A class whose probability is under this learns nothing from the example: it hardly would. */
const negligible = 1e-4;

/** Fits multinomial logistic regression by stochastic gradient descent, in an order that the seed determines. */
export function fitSoftmax(examples: Examples, support: Support, options: SoftmaxOptions): Softmax {
  const { classes } = options;
  const weights = new Float32Array(support.classes.length);
  const bias = new Float32Array(classes);
  const scores = new Float32Array(classes);
  const random = createRandom(options.seed);
  const order = Uint32Array.from(examples.classOf, (_, i) => i);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const example of order) {
      const gold = examples.classOf[example] as number;
      const from = examples.starts[example] as number;
      const to = examples.starts[example + 1] as number;
      scores.set(bias);
      for (let i = from; i < to; i++) {
        const feature = examples.features[i] as number;
        const value = examples.values[i] as number;
        const end = support.starts[feature + 1] as number;
        for (let w = support.starts[feature] as number; w < end; w++)
          (scores[support.classes[w] as number] as number) += (weights[w] as number) * value;
      }
      toGradient(scores, gold, rate * (options.classWeight[gold] as number));
      for (let c = 0; c < classes; c++) (bias[c] as number) -= biasRate * (scores[c] as number);
      for (let i = from; i < to; i++) {
        const feature = examples.features[i] as number;
        const value = examples.values[i] as number;
        const end = support.starts[feature + 1] as number;
        for (let w = support.starts[feature] as number; w < end; w++)
          (weights[w] as number) -= (scores[support.classes[w] as number] as number) * value;
      }
    }
  }
  return { weights, bias };
}

/** Turns scores into (probability - truth) times the step size, in place. */
function toGradient(scores: Float32Array, gold: number, stepSize: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < scores.length; c++) if ((scores[c] as number) > top) top = scores[c] as number;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const e = Math.exp((scores[c] as number) - top);
    scores[c] = e;
    sum += e;
  }
  for (let c = 0; c < scores.length; c++) {
    const p = (scores[c] as number) / sum;
    scores[c] = c === gold ? (p - 1) * stepSize : p < negligible ? 0 : p * stepSize;
  }
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
