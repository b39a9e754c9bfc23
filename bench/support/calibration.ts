import type { Signals } from '../../src/language/retrieval/confidence.ts';
import type { TrainingEntry } from '../../src/language/retrieval/index.ts';
import type { MixedSignals } from '../../src/language/understanding/topics.ts';
import { type Probed, validateContent, validateDraws } from './crossValidation.ts';
import type { Massive } from './massive.ts';
import { auroc, percent } from './measures.ts';
import type { Vectors } from './vectors.ts';

const wordKeys = ['logit', 'score', 'seen', 'length'] as const satisfies readonly (keyof Signals)[];
const bothKeys = [
  ...['mixed', 'words', 'meaning', 'lead', 'agree', 'none'],
  ...['score', 'seen', 'length'],
] as const satisfies readonly (keyof MixedSignals)[];
const steps = 1_000;
const most = 0.03;
const unhelped = 0.75;

/** Inputs of a confidence in the best entry, and whether that was right. */
export interface Sample {
  readonly x: readonly number[];
  readonly right: boolean;
  readonly among: boolean;
  readonly kind: Probed['kind'];
}

interface Group {
  readonly samples: readonly Sample[];
  readonly weight: number;
}

interface Model {
  readonly weights: readonly number[];
  readonly bias: number;
}

interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

/**
 * Fits the constants of confidence.ts and of topics.ts, on held-out variants: those of the words alone, and of both
 * voices. Without the public draws the confidence would fit this content alone.
 */
export function calibrate(
  entries: readonly TrainingEntry[],
  massive: Massive | null,
  vectors: Vectors,
): readonly Table[] {
  const own = validateContent(entries, 3, vectors);
  const draws = massive === null ? null : validateDraws(massive, vectors);
  const fitVoice = (file: string, keys: readonly string[], sampleOf: (probed: Probed) => Sample): readonly Table[] => {
    const ownSamples = own.map(sampleOf);
    const drawSamples = draws?.map(sampleOf) ?? null;
    const model = estimate(groupsOf(ownSamples, drawSamples));
    const confidence = ({ x }: Sample) => apply(model, x);
    const limits = limitsOf(ownSamples, confidence);
    const constants = keys.map((key, i) => ({ constant: key, value: (model.weights[i] as number).toFixed(3) }));
    const found = { answer: limits.answer.toFixed(2), clarify: limits.clarify.toFixed(2) };
    return [
      { title: file, rows: [...constants, { constant: 'bias', value: model.bias.toFixed(3) }] },
      {
        title: `What they do on held-out texts (${file})`,
        rows: [{ ...found, ...report(ownSamples, confidence, limits), ...drawReport(drawSamples, confidence) }],
      },
    ];
  };
  return [
    ...fitVoice('confidence.ts', wordKeys, ({ words, kind }) => ({
      ...words,
      kind,
      x: wordKeys.map((key) => words.signals[key]),
    })),
    ...fitVoice('topics.ts', bothKeys, ({ both, kind }) => ({
      ...both,
      kind,
      x: bothKeys.map((key) => both.signals[key]),
    })),
  ];
}

/** Each group has the same weight, however many samples it has. */
function groupsOf(own: readonly Sample[], draws: readonly Sample[] | null): readonly Group[] {
  const of = (samples: readonly Sample[], wanted: Probed['kind']) => samples.filter(({ kind }) => kind === wanted);
  return [
    { samples: of(own, 'own'), weight: 1 },
    { samples: of(own, 'left'), weight: 0.5 },
    { samples: of(own, 'strange'), weight: 0.7 },
    ...(draws === null
      ? []
      : [
          { samples: of(draws, 'own'), weight: 1.7 },
          { samples: of(draws, 'left'), weight: 2.6 },
        ]),
  ];
}

/** How well the confidence tells, on the public draws, what is in scope; never on their part for measuring. */
function drawReport(draws: readonly Sample[] | null, confidence: (sample: Sample) => number) {
  if (draws === null) return {};
  const of = (wanted: Probed['kind']) => draws.filter(({ kind }) => kind === wanted);
  return { 'AUROC, draws': auroc(of('own').map(confidence), of('left').map(confidence)).toFixed(3) };
}

/**
 * Weighted logistic regression by batch gradient descent on standardised signals; each group has the same total weight.
 */
function estimate(groups: readonly Group[]): Model {
  const samples = groups.flatMap(({ samples: group, weight }) =>
    group.map((sample) => ({
      x: sample.x,
      y: Number(sample.kind === 'own' && sample.right),
      weight: weight / group.length,
    })),
  );
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const keys = samples[0]?.x ?? [];
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
const apply = (model: Model, x: readonly number[]) => sigmoid(model.bias + dot(model.weights, x));
