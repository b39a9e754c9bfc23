import { type Locale, locales } from '../../core/model/locale.ts';
import { uncovered } from '../../core/model/understanding.ts';
import { productOfFloats } from '../meaning/products.ts';
import { quantised } from '../meaning/vectors.ts';
import type { MatchingModel } from './matchingFile.ts';

/** The texts of a service, as people read them, and how people ask for them. */
export interface ServiceTexts {
  readonly entry: string;
  readonly title: Readonly<Record<Locale, string>>;
  readonly whole: Readonly<Record<Locale, string>>;
  readonly questions: Readonly<Record<Locale, readonly string[]>>;
  /** Its sides and special cases, by the names that conversations call them. */
  readonly details: readonly {
    readonly name: string;
    readonly answer: Readonly<Record<Locale, string>>;
    readonly questions: Readonly<Record<Locale, readonly string[]>>;
  }[];
}

/** What tells which text answers a message, ready to be compared with. */
export interface MatchingData {
  /** Names the model that made it. */
  readonly id: string;
  readonly scale: number;
  /** What turns the vector of a message into one that is compared: a square matrix, row by row, and what is added. */
  readonly query: Float32Array;
  readonly queryBias: Float32Array;
  readonly texts: readonly { readonly entry: string; readonly name: string }[];
  /** The vectors of `texts`, in their order and in numbers of 8 bits, as they stand in each language. */
  readonly vectors: Readonly<Record<Locale, Int8Array>>;
  /** What asks for no text, likewise. */
  readonly acts: Int8Array;
}

const special = 'exceptions:';
/** Wordings of an entry and language that are looked at. */
const questionsOfEntry = 12;

/** All texts whose vectors `answerVectorsOf` needs. */
export function textsToMatch(services: readonly ServiceTexts[]): readonly string[] {
  return services.flatMap(({ title, whole, questions, details }) =>
    locales.flatMap((locale) => [
      title[locale],
      plainText(whole[locale]),
      ...questions[locale].slice(0, questionsOfEntry),
      ...details.flatMap(({ answer, questions }) => [plainText(answer[locale]), ...questions[locale]]),
    ]),
  );
}

/** A text without its markup, as it is compared. */
const plainText = (text: string): string =>
  text
    .replace(/\]\([^)]*\)/g, ']')
    .replaceAll('**', '')
    .replaceAll('\n', ' ');

/** The vectors of all texts of services, from those of their sentences: a second for the content that ships. */
export function answerVectorsOf(
  model: MatchingModel,
  services: readonly ServiceTexts[],
  vectorOf: (text: string) => Float32Array | null,
): MatchingData {
  const toAnswer = createAnswerLayer(model);
  const texts: { entry: string; name: string }[] = [];
  const rows: Record<Locale, Int8Array[]> = { ca: [], es: [], en: [] };
  for (const { entry, title, whole, questions, details } of services) {
    const all = [
      { name: 'whole', answer: whole, questions: noQuestions },
      ...details,
      { name: uncovered, answer: null, questions: noQuestions },
    ];
    texts.push(...all.map(({ name }) => ({ entry, name })));
    for (const locale of locales) {
      const known = [
        vectorOf(title[locale]),
        vectorOf(plainText(whole[locale])),
        meanOf(questions[locale].slice(0, questionsOfEntry).map(vectorOf)),
      ];
      for (const { name, answer, questions } of all) {
        const own = [answer && vectorOf(plainText(answer[locale])), meanOf(questions[locale].map(vectorOf))];
        const kind = name.startsWith(special) ? 'exceptions' : name;
        rows[locale].push(quantised(toAnswer(kind, [...known, ...own])));
      }
    }
  }
  const acts = model.weights('acts');
  const width = acts.length / model.acts.length;
  return {
    id: model.id,
    scale: model.scale,
    query: model.weights('query'),
    queryBias: model.weights('queryBias'),
    texts,
    vectors: { ca: joined(rows.ca), es: joined(rows.es), en: joined(rows.en) },
    acts: joined(model.acts.map((_, index) => quantised(acts.slice(index * width, (index + 1) * width)))),
  };
}

const noQuestions: Readonly<Record<Locale, readonly string[]>> = { ca: [], es: [], en: [] };

/** The network that turns the vectors of a text's title, service, wordings, words and own wordings into one. */
function createAnswerLayer(model: MatchingModel) {
  const { kinds } = model;
  const [shares, ofKinds] = [model.weights('shares'), model.weights('kinds')];
  const [hidden, hiddenBias] = [model.weights('hidden'), model.weights('hiddenBias')];
  const [output, outputBias] = [model.weights('output'), model.weights('outputBias')];
  const size = outputBias.length;
  const units = hiddenBias.length;
  const kindSize = ofKinds.length / kinds.length;
  return (kind: string, given: readonly (Float32Array | null)[]): Float32Array => {
    const input = new Float32Array(given.length * size + kindSize);
    for (const [index, vector] of given.entries()) if (vector !== null) input.set(vector, index * size);
    const place = kinds.indexOf(kind);
    // A kind of text that the model does not know is like no other.
    if (place >= 0) input.set(ofKinds.subarray(place * kindSize, (place + 1) * kindSize), given.length * size);
    const inner = Float32Array.from(hiddenBias, (bias, unit) =>
      gelu(bias + productOfFloats(input, hidden, unit * input.length)),
    );
    const answer = Float32Array.from(outputBias, (bias, row) => bias + productOfFloats(inner, output, row * units));
    for (let at = 0; at < given.length * size; at++)
      (answer[at % size] as number) += (shares[at] as number) * (input[at] as number);
    return answer;
  };
}

/** By Abramowitz and Stegun 7.1.26. */
function gelu(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return (x / 2) * (1 + Math.sign(x) * (1 - p * Math.exp(-z * z)));
}

/** The mean of vectors, of unit length; null: there is none. */
function meanOf(vectors: readonly (Float32Array | null)[]): Float32Array | null {
  const found = vectors.filter((vector) => vector !== null);
  const [first] = found;
  if (first === undefined) return null;
  const mean = new Float32Array(first.length);
  for (const vector of found) for (let d = 0; d < mean.length; d++) (mean[d] as number) += vector[d] as number;
  const length = Math.sqrt(productOfFloats(mean, mean, 0));
  return mean.map((value) => value / length);
}

function joined(rows: readonly Int8Array[]): Int8Array {
  const all = new Int8Array(rows.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
