import type { LikeException } from '../../core/model/understanding.ts';
import { lengthsOf, productOfBytes, productOfFloats } from '../meaning/products.ts';
import type { StoredWord, WordStore } from '../retrieval/wordStore.ts';
import { conceptsOf } from '../text/concepts.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { tokens } from '../text/tokens.ts';

/** A special case of an entry, with the ways in which people ask for it. */
export interface ExceptionTexts {
  readonly entry: string;
  readonly exception: string;
  readonly texts: readonly string[];
}

/**
 * The vectors of the ways to ask for a special case, one after the other, as numbers of 8 bits: the largest coordinate of each
 * is 127 or -127, so that they have no common length.
 */
export interface ExceptionVectors {
  readonly entry: string;
  readonly exception: string;
  readonly vectors: Int8Array<ArrayBuffer>;
}

/** Packs vectors of unit length: one byte a coordinate, which changes no cosine that matters. */
export function packVectors(vectors: readonly Float32Array[]): Int8Array<ArrayBuffer> {
  const size = vectors[0]?.length ?? 0;
  const packed = new Int8Array(vectors.length * size);
  for (const [index, vector] of vectors.entries()) {
    const largest = vector.reduce((most_, value) => Math.max(most_, Math.abs(value)), 0);
    for (let d = 0; d < size; d++) packed[index * size + d] = Math.round(((vector[d] as number) * 127) / largest);
  }
  return packed;
}

/**
 * Reads the words of a text; what comes of it finds the special cases that the text is near to, the nearest first, by its
 * meaning as well where there is a vector.
 */
export type ExceptionFinder = (text: string) => (vector: Float32Array | null) => readonly LikeException[];

const most = 20;
const least = 0.3;
/** Cosines of this model lie close together: below `far` two sentences have nothing in common, above `near` all. */
const far = 0.82;
const near = 0.95;
const stemLetters = 5;

/** Special cases whose vectors are compared one by one: those with the nearest means. */
const shortlist = 60;

/** A stem of the wordings. */
interface Stem {
  readonly weight: number;
  /** The wordings that have it, by number. */
  readonly wordings: Uint32Array;
  /** The last text that had it. */
  metIn: number;
}

/** All wordings, by number. */
interface Wordings {
  readonly stems: ReadonlyMap<string, Stem>;
  /** By wording, the number of its special case. */
  readonly caseOf: Uint32Array;
  /** By wording, the weight of all its stems. */
  readonly weightOf: Float64Array;
}

/** Lists wordings by their stems; a stem weighs more, the fewer special cases have it. */
function listWordings(texts: readonly ExceptionTexts[], stemsOf: (text: string) => ReadonlySet<string>): Wordings {
  const cases = texts.map((each) => each.texts.map(stemsOf));
  const counts = new Map<string, number>();
  for (const own of cases)
    for (const name of new Set(own.flatMap((each) => [...each]))) counts.set(name, (counts.get(name) ?? 0) + 1);
  const weightWith = (name: string) => Math.log(1 + texts.length / (counts.get(name) ?? 1));
  const having = new Map<string, number[]>();
  const caseOf: number[] = [];
  const weightOf: number[] = [];
  for (const [of, own] of cases.entries()) {
    for (const each of own) {
      let sum = 0;
      for (const name of each) {
        const wordings = having.get(name) ?? [];
        having.set(name, wordings);
        wordings.push(weightOf.length);
        sum += weightWith(name);
      }
      caseOf.push(of);
      weightOf.push(sum);
    }
  }
  const stems = new Map(
    [...having].map(([name, wordings]): [string, Stem] => [
      name,
      { weight: weightWith(name), wordings: Uint32Array.from(wordings), metIn: 0 },
    ]),
  );
  return { stems, caseOf: Uint32Array.from(caseOf), weightOf: Float64Array.from(weightOf) };
}

/**
 * Creates the finder. Near by words: the share of a wording's rarer words that the text has too. Near by meaning: the
 * cosine to its vector. The nearest wording counts. Wordings are looked up by their stems, and vectors compared only for
 * the special cases whose means are nearest, so that some hundreds of them cost a fraction of a millisecond.
 */
export function createExceptionFinder(
  texts: readonly ExceptionTexts[],
  vectors: readonly ExceptionVectors[],
  words: WordStore,
): ExceptionFinder {
  const { lexicon } = words;
  // Not by the store: it would keep thousands of words that nobody has used yet.
  const stemsOf = (text: string) =>
    new Set(tokens(text).map((token) => stemOf(lexicon, { text: token, offset: conceptsOf(lexicon, token) })));
  const { stems, caseOf, weightOf } = listWordings(texts, stemsOf);
  const met = new Uint32Array(weightOf.length);
  // By wording, the weight of the stems that a text shares with it; all zero between two texts.
  const shared = new Float64Array(weightOf.length);
  const packed = new Map(vectors.map((each) => [`${each.entry}/${each.exception}`, each.vectors]));
  const own = texts.map(({ entry, exception }) => packed.get(`${entry}/${exception}`) ?? new Int8Array());
  let prepared: Prepared | null = null;

  let asked = 0;
  const place = words.newPlace();

  /** The stem of a word; null where no wording has it. */
  function stemWith(word: StoredWord): Stem | null {
    let stem = word.notes[place] as Stem | null | undefined;
    if (stem === undefined) {
      stem = stems.get(stemOf(lexicon, word)) ?? null;
      word.notes[place] = stem;
    }
    return stem;
  }

  /** Nearness by words, by special case. */
  function byWords(text: string): Float64Array {
    let metCount = 0;
    let weightKnown = 0;
    asked++;
    for (const word of words.wordsOf(text)) {
      const stem = stemWith(word);
      if (stem === null || stem.metIn === asked) continue;
      stem.metIn = asked;
      const { weight, wordings } = stem;
      weightKnown += weight;
      for (let i = 0; i < wordings.length; i++) {
        const wording = wordings[i] as number;
        const before = shared[wording] as number;
        if (before === 0) met[metCount++] = wording;
        shared[wording] = before + weight;
      }
    }
    const best = new Float64Array(texts.length);
    for (let i = 0; i < metCount; i++) {
      const wording = met[i] as number;
      const weight = shared[wording] as number;
      shared[wording] = 0;
      // What the text says besides counts half against it.
      const share = weight / ((weightOf[wording] as number) + (weightKnown - weight) / 2);
      const of = caseOf[wording] as number;
      if (share > (best[of] as number)) best[of] = share;
    }
    return best;
  }

  /** Nearness by meaning, by special case; 0 for all but the shortlist. */
  function byMeaning(vector: Float32Array): Float64Array {
    prepared ??= prepare(own, vector.length);
    const { means, lengths } = prepared;
    const rough = new Float64Array(means.map((mean) => (mean === null ? -1 : productOfFloats(mean, vector, 0))));
    const best = new Float64Array(texts.length);
    const enough = rough.toSorted().at(-shortlist) ?? -1;
    for (let index = 0; index < rough.length; index++) {
      if ((rough[index] as number) < enough) continue;
      const cosine = nearest(own[index] as Int8Array, lengths[index] as Float64Array, vector);
      best[index] = Math.min(1, Math.max(0, (cosine - far) / (near - far)));
    }
    return best;
  }

  return (text) => {
    const byWord = byWords(text);
    return (vector) => {
      const meanings = vector === null ? null : byMeaning(vector);
      const near: LikeException[] = [];
      for (let index = 0; index < texts.length; index++) {
        const said = byWord[index] as number;
        const hasVectors = meanings !== null && (own[index] as Int8Array).length > 0;
        const likeness = hasVectors ? 0.4 * said + 0.6 * (meanings[index] as number) : said;
        if (likeness < least) continue;
        const { entry, exception } = texts[index] as ExceptionTexts;
        near.push({ entry, exception, likeness });
      }
      return near.sort((x, y) => y.likeness - x.likeness).slice(0, most);
    };
  };
}

/** The concept that a word stands for, or else its beginning. */
function stemOf({ lists }: LexiconData, { text, offset }: Pick<StoredWord, 'text' | 'offset'>): string {
  return offset >= 0 ? `#${lists[offset + 1]}` : text.slice(0, stemLetters);
}

/** What is the same for every text that is compared. */
interface Prepared {
  /** The mean of each special case's vectors; null where it has none. */
  readonly means: readonly (Float32Array | null)[];
  /** The lengths of each special case's vectors. */
  readonly lengths: readonly Float64Array[];
}

function prepare(packed: readonly Int8Array[], size: number): Prepared {
  return {
    means: packed.map((each) => (each.length === 0 ? null : meanOf(each, size))),
    lengths: packed.map((each) => lengthsOf(each, size)),
  };
}

/** The cosine of the nearest packed vector; 0 where there is none. */
function nearest(packed: Int8Array, lengths: Float64Array, vector: Float32Array): number {
  let best = 0;
  for (let at = 0; at < lengths.length; at++)
    best = Math.max(best, productOfBytes(vector, packed, at * vector.length) / (lengths[at] as number));
  return best;
}

/** The mean of packed vectors, of unit length. */
function meanOf(packed: Int8Array, size: number): Float32Array {
  const mean = new Float32Array(size);
  for (let at = 0; at < packed.length; at++) (mean[at % size] as number) += packed[at] as number;
  const length = Math.sqrt(productOfFloats(mean, mean, 0));
  return mean.map((value) => value / length);
}
