import type { Signals } from '../../src/language/retrieval/confidence.ts';
import type { TrainingEntry } from '../../src/language/retrieval/index.ts';
import { type Sample, validateContent, validateDraws } from './crossValidation.ts';
import type { Massive } from './massive.ts';
import { percent } from './measures.ts';

const keys = ['logit', 'score', 'seen', 'length'] as const satisfies readonly (keyof Signals)[];
const steps = 600;
const most = 0.03;
const unhelped = 0.75;

interface Model {
  readonly weights: readonly number[];
  readonly bias: number;
}

interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/**
 * Fits the constants of confidence.ts, and the thresholds of decide.ts for words alone, on held-out variants. Without
 * the public draws the confidence would fit this content alone.
 */
export function calibrate(entries: readonly TrainingEntry[], massive: Massive | null): readonly Table[] {
  const own = validateContent(entries, 3);
  const groups = [
    { samples: own.filter(({ kind }) => kind === 'own'), weight: 1 },
    { samples: own.filter(({ kind }) => kind === 'left'), weight: 0.5 },
    { samples: own.filter(({ kind }) => kind === 'strange'), weight: 0.7 },
  ];
  if (massive !== null) {
    const draws = validateDraws(massive);
    groups.push({ samples: draws.filter(({ kind }) => kind === 'own'), weight: 1.7 });
    groups.push({ samples: draws.filter(({ kind }) => kind === 'left'), weight: 2.6 });
  }
  const model = estimate(groups);
  const confidence = (sample: Sample) => apply(model, sample.signals);
  const limits = limitsOf(own, confidence);
  return [
    {
      title: 'confidence.ts',
      rows: [
        ...keys.map((key, i) => ({ constant: key, value: (model.weights[i] as number).toFixed(3) })),
        { constant: 'bias', value: model.bias.toFixed(3) },
      ],
    },
    {
      title: 'decide.ts, words alone',
      rows: [{ answer: limits.answer.toFixed(2), clarify: limits.clarify.toFixed(2) }],
    },
    { title: 'What they do on held-out texts', rows: [report(own, confidence, limits)] },
  ];
}

/**
 * Weighted logistic regression by batch gradient descent on standardised signals; each group has the same total weight.
 */
function estimate(groups: readonly { readonly samples: readonly Sample[]; readonly weight: number }[]): Model {
  const samples = groups.flatMap(({ samples: group, weight }) =>
    group.map((sample) => ({
      x: keys.map((key) => sample.signals[key]),
      y: Number(sample.kind === 'own' && sample.right),
      weight: weight / group.length,
    })),
  );
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const means = keys.map((_, k) => samples.reduce((sum, { x }) => sum + (x[k] as number), 0) / samples.length);
  const spreads = keys.map((_, k) =>
    Math.sqrt(samples.reduce((sum, { x }) => sum + ((x[k] as number) - (means[k] as number)) ** 2, 0) / samples.length),
  );
  const scaled = samples.map(({ x }) => x.map((value, k) => (value - (means[k] as number)) / (spreads[k] as number)));
  const weights = keys.map(() => 0);
  let bias = 0;
  for (let step = 0; step < steps; step++) {
    const slope = keys.map(() => 0);
    let lift = 0;
    samples.forEach(({ y, weight }, i) => {
      const x = scaled[i] as readonly number[];
      const error = (y - sigmoid(bias + dot(weights, x))) * weight;
      lift += error;
      for (let k = 0; k < slope.length; k++) (slope[k] as number) += error * (x[k] as number);
    });
    bias += (2 * lift) / total;
    for (let k = 0; k < slope.length; k++) (weights[k] as number) += (2 * (slope[k] as number)) / total;
  }
  const raw = weights.map((weight, k) => weight / (spreads[k] as number));
  return { weights: raw, bias: bias - dot(raw, means) };
}

/**
 * `answer`: the lowest at which at most 3 % of questions get a wrong entry, at most 3 % of the questions of entries left
 * out get any, and at most 3 % of out-of-scope messages do. `clarify`: the lowest at which three quarters of those
 * messages get no choices.
 */
function limitsOf(samples: readonly Sample[], confidence: (sample: Sample) => number) {
  const of = (kind: Sample['kind']) => samples.filter((sample) => sample.kind === kind);
  const at = (bad: readonly Sample[], all: number, share: number) =>
    bad.map(confidence).sort((a, b) => b - a)[Math.floor(all * share)] ?? 0;
  const wrong = of('own').filter(({ right }) => !right);
  const answer = Math.max(
    at(wrong, of('own').length, most),
    at(of('left'), of('left').length, most),
    at(of('strange'), of('strange').length, most),
  );
  return { answer, clarify: at(of('strange'), of('strange').length, 1 - unhelped) };
}

function report(
  samples: readonly Sample[],
  confidence: (sample: Sample) => number,
  limits: { readonly answer: number; readonly clarify: number },
) {
  const share = (kind: Sample['kind'], is: (sample: Sample, sure: number) => boolean) => {
    const all = samples.filter((sample) => sample.kind === kind);
    return percent(all.filter((sample) => is(sample, confidence(sample))).length / all.length);
  };
  return {
    'right given': share('own', ({ right }, sure) => right && sure >= limits.answer),
    'wrong given': share('own', ({ right }, sure) => !right && sure >= limits.answer),
    'given or among': share('own', ({ right, among }, sure) =>
      sure >= limits.answer ? right : sure >= limits.clarify && among,
    ),
    'left-out entries answered': share('left', (_, sure) => sure >= limits.answer),
    'out of scope answered': share('strange', (_, sure) => sure >= limits.answer),
  };
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const apply = (model: Model, signals: Signals) =>
  sigmoid(
    model.bias +
      dot(
        model.weights,
        keys.map((key) => signals[key]),
      ),
  );
