import { type Locale, locales } from '../../core/model/locale.ts';
import type { EntryMatch } from '../../core/model/understanding.ts';
import { lengthsOf, productOfBytes } from '../meaning/products.ts';
import type { MatchingData } from './answerVectors.ts';

/**
 * How well the texts of each service answer a message, by its vector as `forMatching` names it; empty without one. `locale`: the
 * language of the message, whose texts it is compared with; null: that is not sure, and it is compared with all.
 */
export type TextMatcher = (vector: Float32Array | null, locale: Locale | null) => readonly EntryMatch[];

/** Least share of a text among those of its service that is told. */
const leastShare = 0.03;

/** Opens what compares messages with texts. */
export function createTextMatcher(data: MatchingData | null): TextMatcher {
  if (data === null) return () => [];
  const { texts, vectors, acts, query, queryBias, scale } = data;
  const size = queryBias.length;
  const lengths = new Map<Int8Array, Float64Array>();
  const places = Map.groupBy(texts.keys(), (at) => texts[at]?.entry as string);

  /** What a message is compared by. */
  function queryOf(vector: Float32Array): Float32Array {
    const asked = new Float32Array(size);
    let squares = 0;
    for (let row = 0; row < size; row++) {
      let sum = queryBias[row] as number;
      for (let at = 0; at < size; at++) sum += (query[row * size + at] as number) * (vector[at] as number);
      asked[row] = sum;
      squares += sum * sum;
    }
    const by = scale / Math.sqrt(squares);
    return asked.map((value) => value * by);
  }

  /** Scores of packed vectors: higher by 1 is 2.7 times as likely. */
  function scoresOf(packed: Int8Array, asked: Float32Array): Float64Array {
    const known = lengths.get(packed) ?? lengthsOf(packed, size);
    lengths.set(packed, known);
    return known.map((length, row) => productOfBytes(asked, packed, row * size) / length);
  }

  return (vector, locale) => {
    if (vector === null) return [];
    const asked = queryOf(vector);
    const scores = meanOf((locale === null ? locales : [locale]).map((each) => scoresOf(vectors[each], asked)));
    const others = scoresOf(acts, asked);
    const most = Math.max(...scores, ...others);
    const odds = scores.map((score) => Math.exp(score - most));
    const all = sumOf(odds) + sumOf(others.map((score) => Math.exp(score - most)));
    return [...places]
      .map(([entry, own]): EntryMatch => {
        const total = own.reduce((sum, at) => sum + (odds[at] as number), 0);
        const shares = own
          .map((at) => ({ text: texts[at]?.name as string, confidence: rounded((odds[at] as number) / total, 3) }))
          .filter(({ confidence }) => confidence >= leastShare)
          .sort((a, b) => b.confidence - a.confidence);
        return { entry, confidence: rounded(total / all, 5), texts: shares };
      })
      .sort((a, b) => b.confidence - a.confidence);
  };
}

function meanOf(all: readonly Float64Array[]): Float64Array {
  const [first] = all;
  if (first === undefined || all.length === 1) return first ?? new Float64Array();
  return first.map((_, at) => all.reduce((sum, scores) => sum + (scores[at] as number), 0) / all.length);
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
