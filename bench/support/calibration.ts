import type { Signals } from '../../src/language/retrieval/confidence.ts';
import type { TrainingEntry } from '../../src/language/retrieval/index.ts';
import type { MixedSignals } from '../../src/language/understanding/topicReader.ts';
import { type Probed, validateContent, validateDraws } from './crossValidation.ts';
import type { Massive } from './massive.ts';
import { auroc, mean, percent } from './measures.ts';
import type { Vectors } from './vectors.ts';

const wordKeys = ['logit', 'score', 'seen', 'length'] as const satisfies readonly (keyof Signals)[];
const bothKeys = [
  ...['mixed', 'words', 'meaning', 'lead', 'agree', 'none', 'near', 'nearNone'],
  ...['score', 'seen', 'length'],
] as const satisfies readonly (keyof MixedSignals)[];
const steps = 12;
const ridge = 1e-5;
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
 * Fits the constants of confidence.ts and of topicReader.ts, on held-out variants: those of the words alone, of both voices, and of
 * both where nothing is known that is about none of the entries. Without the public draws the confidence would fit this content alone.
 */
export function calibrate(
  entries: readonly TrainingEntry[],
  massive: Massive | null,
  vectors: Vectors,
): readonly Table[] {
  const own = validateContent(entries, 3, vectors);
  const draws = massive === null ? null : validateDraws(massive, vectors);
  const fitVoice = (
    file: string,
    keys: readonly string[],
    sampleOf: (probed: Probed) => Sample,
    onLevel: (model: Model, own: readonly Sample[]) => Model,
  ): readonly Table[] => {
    const ownSamples = own.map(sampleOf);
    const drawSamples = draws?.map(sampleOf) ?? null;
    const model = onLevel(estimate(groupsOf(ownSamples, drawSamples)), ownSamples);
    const confidence = ({ x }: Sample) => apply(model, x);
    const limits = limitsOf(ownSamples, confidence);
    const found = { answer: limits.answer.toFixed(2), clarify: limits.clarify.toFixed(2) };
    return [
      { title: file, rows: constantsOf(keys, model) },
      {
        title: `What they do on held-out texts (${file})`,
        rows: [{ ...found, ...report(ownSamples, confidence, limits), ...drawReport(drawSamples, confidence) }],
      },
    ];
  };
  const ofWords = ({ words, kind }: Probed): Sample => ({
    ...words,
    kind,
    x: wordKeys.map((key) => words.signals[key]),
  });
  return [
    ...fitVoice('confidence.ts', wordKeys, ofWords, (model) => model),
    ...fitVoice('topicReader.ts', bothKeys, ofBoth, levelled),
    ...(draws === null ? [] : [fitDraws(draws)]),
  ];
}

const ofBoth = ({ both, kind }: Probed): Sample => ({ ...both, kind, x: bothKeys.map((key) => both.signals[key]) });

/** Fits the confidence where nothing is known that is about none of the entries: on the public draws, which have nothing such. */
export function fitDraws(draws: readonly Probed[]): Table {
  const samples = draws.map(ofBoth);
  const of = (wanted: Probed['kind']) => samples.filter(({ kind }) => kind === wanted);
  const model = estimate([
    { samples: of('own'), weight: 1 },
    { samples: of('left'), weight: 1.5 },
  ]);
  return { title: 'topicReader.ts, nothing known that is about none', rows: constantsOf(bothKeys, model) };
}

const constantsOf = (keys: readonly string[], { weights, bias }: Model) => [
  ...keys.map((key, i) => ({ constant: key, value: (weights[i] as number).toFixed(3) })),
  { constant: 'bias', value: bias.toFixed(3) },
];

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
 * Weighted logistic regression by Newton's method on standardised signals; each group has its weight, however many
 * samples it has.
 */
function estimate(groups: readonly Group[]): Model {
  const samples = groups.flatMap(({ samples: group, weight }) =>
    group.map(({ x, right, kind }) => ({ x, y: Number(kind === 'own' && right), weight: weight / group.length })),
  );
  const size = samples[0]?.x.length ?? 0;
  const keys = Array.from({ length: size }, (_, k) => k);
  const means = keys.map((k) => mean(samples.map(({ x }) => x[k] as number)));
  const spreads = keys.map((k) => {
    const variance = mean(samples.map(({ x }) => ((x[k] as number) - (means[k] as number)) ** 2));
    return Math.sqrt(variance) || 1;
  });
  const rows = samples.map(({ x, ...sample }) => ({
    ...sample,
    // The last one is the bias.
    x: [...x.map((value, k) => (value - (means[k] as number)) / (spreads[k] as number)), 1],
  }));
  let found: readonly number[] = [...keys.map(() => 0), 0];
  for (let step = 0; step < steps; step++) found = newtonStep(rows, found);
  const weights = keys.map((k) => (found[k] as number) / (spreads[k] as number));
  return { weights, bias: (found[size] as number) - dot(weights, means) };
}

interface WeightedRow {
  readonly x: readonly number[];
  readonly y: number;
  readonly weight: number;
}

function newtonStep(rows: readonly WeightedRow[], weights: readonly number[]): readonly number[] {
  const size = weights.length;
  // A matrix of second derivatives, with the first ones as its last column.
  const matrix = weights.map((_, k) => Float64Array.from({ length: size + 1 }, (__, j) => (j === k ? ridge : 0)));
  for (const { x, y, weight } of rows) {
    const p = sigmoid(dot(weights, x));
    const curve = p * (1 - p) * weight;
    for (let k = 0; k < size; k++) {
      const row = matrix[k] as Float64Array;
      for (let j = 0; j < size; j++) (row[j] as number) += curve * (x[k] as number) * (x[j] as number);
      (row[size] as number) += (y - p) * weight * (x[k] as number);
    }
  }
  const change = solve(matrix);
  return weights.map((weight, k) => weight + (change[k] as number));
}

/** Solves linear equations, whose right sides are the last column, by elimination. */
function solve(matrix: readonly Float64Array[]): readonly number[] {
  const rows: Float64Array[] = matrix.map((row) => Float64Array.from(row));
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    let largest = at;
    for (let k = at; k < size; k++) if (Math.abs(rows[k]?.[at] ?? 0) > Math.abs(rows[largest]?.[at] ?? 0)) largest = k;
    [rows[at], rows[largest]] = [rows[largest] as Float64Array, rows[at] as Float64Array];
    const pivot = rows[at] as Float64Array;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[at] as number) / (pivot[at] as number);
      for (let j = at; j <= size; j++) (row[j] as number) -= factor * (pivot[j] as number);
    }
  }
  return rows.map((row, k) => (row[size] as number) / (row[k] as number));
}

/**
 * The same order of confidences, on a level that fits this content: of the public draws, far more is out of scope than of
 * what a town hall is asked.
 */
function levelled(model: Model, own: readonly Sample[]): Model {
  const score = ({ x }: Sample) => model.bias + dot(model.weights, x);
  const of = (wanted: Probed['kind'], weight: number) => ({
    samples: own.filter(({ kind }) => kind === wanted).map((sample) => ({ ...sample, x: [score(sample)] })),
    weight,
  });
  const level = estimate([of('own', 1), of('left', 0.2), of('strange', 0.3)]);
  const scale = level.weights[0] as number;
  return { weights: model.weights.map((weight) => weight * scale), bias: model.bias * scale + level.bias };
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
