import { createRandom } from './random.ts';

/**
 * Training texts as sparse unit vectors, each with its class. Layout: the coordinates of text `t` that are not zero are those
 * from `starts[t]` up to, not including, `starts[t + 1]`: number `features[i]` has the value `values[i]`.
 */
export interface Examples {
  readonly starts: Uint32Array;
  readonly features: Uint32Array;
  readonly values: Float32Array;
  /** By text. */
  readonly classOf: Uint16Array;
}

/**
 * Where each feature may carry weights: only on classes that have it, ascending. Layout: feature `f` has those of `classes` from
 * `starts[f]` up to, not including, `starts[f + 1]`.
 */
export interface Support {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly classes: Uint16Array<ArrayBuffer>;
}

interface SoftmaxOptions {
  readonly classes: number;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  /** Weight of an example of each class. */
  readonly classWeight: Float32Array;
}

/** What was learnt: a weight at each place of the `Support`, and a bias a class. */
export interface Softmax {
  readonly weights: Float32Array;
  readonly bias: Float32Array<ArrayBuffer>;
}

/** A bias learns this much slower than a weight: common entries must not win by being common. */
const biasRate = 0.02;
/** A class whose probability is below this (or below twice chance) hardly learns from an example, so it is skipped. */
const negligible = 1e-3;
/** This far behind the best score the probability is practically zero: skip the exponential. */
const hopeless = -12;
/** Finding one class in a feature's list costs about as much as scanning this many. */
const searchCost = 8;

/** Fits multinomial logistic regression by stochastic gradient descent, in an order that the seed determines. */
export function fitSoftmax(examples: Examples, support: Support, options: SoftmaxOptions): Softmax {
  const { starts, features, values, classOf } = examples;
  const weights = new Float32Array(support.classes.length);
  const bias = new Float32Array(options.classes);
  const scores = new Float32Array(options.classes);
  const active = new Uint16Array(options.classes);
  const random = createRandom(options.seed);
  const order = Uint32Array.from(classOf, (_, i) => i);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    for (const example of order) {
      const from = starts[example] as number;
      const to = starts[example + 1] as number;
      scores.set(bias);
      for (let i = from; i < to; i++) addScores(support, weights, features[i] as number, values[i] as number, scores);
      const gold = classOf[example] as number;
      const stepSize = rate * (options.classWeight[gold] as number);
      const count = toGradient(scores, gold, stepSize, active);
      for (let a = 0; a < count; a++) {
        const c = active[a] as number;
        (bias[c] as number) -= biasRate * (scores[c] as number);
      }
      for (let i = from; i < to; i++)
        learn(support, weights, features[i] as number, values[i] as number, scores, active, count);
    }
  }
  return { weights, bias };
}

/** Adds the weights of one feature to the scores of its classes. */
function addScores(support: Support, weights: Float32Array, feature: number, value: number, scores: Float32Array) {
  const { classes, starts } = support;
  const end = starts[feature + 1] as number;
  for (let w = starts[feature] as number; w < end; w++)
    (scores[classes[w] as number] as number) += (weights[w] as number) * value;
}

/** Moves the weights of one feature against the gradient. */
function learn(
  support: Support,
  weights: Float32Array,
  feature: number,
  value: number,
  gradient: Float32Array,
  active: Uint16Array,
  count: number,
): void {
  const { classes, starts } = support;
  const from = starts[feature] as number;
  const end = starts[feature + 1] as number;
  if (end - from < count * searchCost) {
    for (let w = from; w < end; w++) (weights[w] as number) -= (gradient[classes[w] as number] as number) * value;
    return;
  }
  let low = from;
  for (let a = 0; a < count && low < end; a++) {
    const wanted = active[a] as number;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((classes[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    if (low < end && classes[low] === wanted) (weights[low] as number) -= (gradient[wanted] as number) * value;
  }
}

/**
 * Turns scores into (probability - truth) times the step size, in place, and lists the classes that have any,
 * ascending; returns how many they are.
 */
function toGradient(scores: Float32Array, gold: number, stepSize: number, active: Uint16Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < scores.length; c++) if ((scores[c] as number) > top) top = scores[c] as number;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const behind = (scores[c] as number) - top;
    const e = behind < hopeless ? 0 : Math.exp(behind);
    scores[c] = e;
    sum += e;
  }
  const least = Math.max(negligible, 2 / scores.length) * sum;
  let count = 0;
  for (let c = 0; c < scores.length; c++) {
    const share = scores[c] as number;
    if (c !== gold && share < least) {
      scores[c] = 0;
      continue;
    }
    scores[c] = (share / sum - Number(c === gold)) * stepSize;
    active[count++] = c;
  }
  return count;
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
}
