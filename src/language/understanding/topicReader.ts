import type { Ranked } from '../../core/model/understanding.ts';
import type { Distribution, IndexData } from '../retrieval/index.ts';
import { openIndex, wordStoreFor } from '../retrieval/index.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { type HeadData, openHead } from './head.ts';
import { type NeighbourData, openNeighbours } from './neighbours.ts';

/** What was learnt of the meaning of entries: which of them a sentence is about, and what is known to be said of each. */
export interface TopicMeaning {
  readonly head: HeadData;
  /** Of the same classes, in the same order. */
  readonly neighbours: NeighbourData;
}

export interface ReadOptions {
  /** The text is in none of the languages of the content, so that its words say little. */
  readonly isForeign: boolean;
}

/** Reads which entries a text may ask for: by its words, and by the meaning of the sentence where there is a vector. */
export interface TopicReader {
  /**
   * Reads the words of a text; what comes of it gives at most five entries, the most probable first.
   */
  read(text: string, options?: ReadOptions): (vector: Float32Array | null) => readonly Ranked[];
  /** Whether people who ask about the entry name other towns, so that such a name is no sign of another town's business. */
  reachesBeyond(entry: string): boolean;
  /** Inputs of the confidence of the two voices together, for calibration; null where there is nothing to mix. */
  signals(text: string, vector: Float32Array): MixedSignals | null;
}

/** Inputs of the confidence in the best entry, where both voices have spoken. */
export interface MixedSignals {
  /** Log-odds of the best entry for both voices together, for the words, and for the meaning. */
  readonly mixed: number;
  readonly words: number;
  readonly meaning: number;
  /** Lead over the second, as a difference of probabilities. */
  readonly lead: number;
  /** 1 where both voices have the same best entry. */
  readonly agree: number;
  /** Probability, for both together, that the text is about none of the entries. */
  readonly none: number;
  /** How near the text is to wordings of the best entry, and to what is about none: mean cosines. */
  readonly near: number;
  readonly nearNone: number;
  /** As in the confidence of words alone. */
  readonly score: number;
  readonly seen: number;
  readonly length: number;
}

/**
 * How the voices are mixed, as a weighted geometric mean: words, and the meaning by what was learnt. How near the text is to
 * single wordings is weighed in by `nearness`. Chosen on wordings of each entry that were written together and left out together;
 * on those the wordings add 2 points to the entries that are ranked first (`npm run eval -- --calibrate` fits the confidence).
 */
const shares = { words: 0.5, meaning: 0.4 } as const;
/** Entries whose wordings are compared one by one: those that come first without them. */
const compared = 8;

/** How near wordings are weighed in, and how signals become a confidence. */
interface Calibration {
  readonly nearness: number;
  readonly weights: Readonly<Record<keyof MixedSignals, number>>;
  readonly bias: number;
}

/**
 * Where there are examples of what is about no entry. The weights are fitted like those of the words alone (see
 * `retrieval/confidence.ts`), by `npm run eval -- --calibrate`, on held-out variants, on entries left out, on out-of-scope
 * messages and on public training draws with scenarios left out; scale and bias on the former three alone. Never on the evaluation
 * sets.
 */
const withNone: Calibration = {
  nearness: 9,
  weights: {
    mixed: -0.05,
    words: 0.123,
    meaning: 0.173,
    lead: 0.891,
    agree: -0.074,
    none: -2.147,
    near: 4.439,
    nearNone: -2.915,
    score: 0.234,
    seen: 2.433,
    length: 0.442,
  },
  bias: -6.845,
};

/**
 * Where there are none, so that nearness has nothing to be compared with and tells less: fitted by the same command on the public
 * training draws alone, with scenarios left out.
 */
const withoutNone: Calibration = {
  nearness: 5,
  weights: {
    mixed: -0.223,
    words: 0.118,
    meaning: 0.407,
    lead: 1.077,
    agree: -0.021,
    none: 0,
    near: 5.159,
    nearNone: 0,
    score: 0.433,
    seen: 5.118,
    length: 0.522,
  },
  bias: -11.721,
};

const limit = 5;
const maxConfidence = 0.9999;
/** Where the meaning alone speaks, it is believed a little less than it says. */
const trust = 0.9;
/** A class that one voice rules out is still possible. */
const smallest = 1e-6;

/** Opens the reader; without a meaning, words alone read. `store`: words that others read, too. */
export function openTopics(
  index: IndexData,
  learnt: TopicMeaning | null,
  store: WordStore = wordStoreFor(index),
): TopicReader {
  const words = openIndex(index, store);
  const meaning = learnt === null ? null : openMeaning(index, learnt);
  const count = index.ids.length;
  const calibration = index.background >= 0 ? withNone : withoutNone;
  const mixed = new Float32Array(index.bias.length);

  function mix(said: Distribution | null, vector: Float32Array): Found | null {
    if (meaning === null) return null;
    const meant = meaning.read(vector);
    for (let c = 0; c < mixed.length; c++) {
      const byMeaning = shares.meaning * Math.log(Math.max(smallest, meant[c] as number));
      const byWords =
        said === null ? byMeaning : shares.words * Math.log(Math.max(smallest, said.probabilities[c] as number));
      mixed[c] = byMeaning + byWords;
    }
    const near = compareNearest(vector);
    toProbabilities(mixed);
    const order = bestOf(mixed, count, limit);
    return order.length === 0 ? null : { order, signals: signalsOf(order, said, meant, near) };
  }

  /**
   * Weighs in how near the wordings are of the entries that come first, and of what is about none. The others are taken
   * to be as far as the farthest of those.
   */
  function compareNearest(vector: Float32Array): ReadonlyMap<number, number> {
    const classes = bestOf(mixed, count, compared);
    if (meaning === null || classes.length === 0) return new Map();
    if (index.background >= 0) classes.push(index.background);
    const nearness = meaning.nearness(vector, classes);
    const farthest = Math.min(...nearness);
    const near = new Map(classes.map((c, i) => [c, nearness[i] as number]));
    for (let c = 0; c < mixed.length; c++) (mixed[c] as number) += calibration.nearness * (near.get(c) ?? farthest);
    return near;
  }

  function signalsOf(
    order: readonly number[],
    said: Distribution | null,
    meant: Float32Array,
    near: ReadonlyMap<number, number>,
  ): MixedSignals {
    const best = order[0] as number;
    const second = order[1];
    const firstOf = (scores: Float32Array) => bestOf(scores, count, 1)[0];
    return {
      mixed: logOdds(mixed[best] as number),
      words: logOdds(said?.probabilities[best] ?? 0),
      meaning: logOdds(meant[best] as number),
      lead: (mixed[best] as number) - (second === undefined ? 0 : (mixed[second] as number)),
      agree: Number(firstOf(meant) === best && said !== null && firstOf(said.probabilities) === best),
      none: index.background < 0 ? 0 : (mixed[index.background] as number),
      near: near.get(best) ?? 0,
      nearNone: near.get(index.background) ?? 0,
      score: said?.signals.score ?? 0,
      seen: said?.signals.seen ?? 0,
      length: said?.signals.length ?? 0,
    };
  }

  return {
    read(text, { isForeign } = { isForeign: false }) {
      const said = words.read(text, limit);
      return (vector) => {
        const found = vector === null ? null : mix(isForeign ? null : said, vector);
        if (found === null) return said?.ranked ?? [];
        const { order, signals } = found;
        const first = isForeign ? trust * (mixed[order[0] as number] as number) : confidenceOf(signals, calibration);
        const top = mixed[order[0] as number] as number;
        const rest = top >= 1 ? 0 : (1 - first) / (1 - top);
        return order.map((c, rank) => ({
          entry: index.ids[c] as string,
          confidence: rank === 0 ? first : Math.min(first, (mixed[c] as number) * rest),
        }));
      };
    },
    reachesBeyond: (entry) => index.reachesBeyond[index.ids.indexOf(entry)] === 1,
    signals: (text, vector) => mix(words.read(text, 1), vector)?.signals ?? null,
  };
}

interface Found {
  /** Numbers of the best entries, the best first. */
  readonly order: readonly number[];
  readonly signals: MixedSignals;
}

/** The calibrated probability, 0 to 1, that the best entry is the right one. */
function confidenceOf(signals: MixedSignals, { weights, bias }: Calibration): number {
  let sum = bias;
  for (const key of Object.keys(weights) as (keyof MixedSignals)[]) sum += weights[key] * signals[key];
  return Math.min(maxConfidence, 1 / (1 + Math.exp(-sum)));
}

interface OpenMeaning {
  /** Probabilities by class of the index, in an array that every call reuses. */
  read(vector: Float32Array): Float32Array;
  /** How near a vector is to the wordings of classes of the index. */
  nearness(vector: Float32Array, classes: readonly number[]): readonly number[];
}

/** What was learnt, its classes put in the order of the index; the class without an id is the background. */
function openMeaning(index: IndexData, { head, neighbours }: TopicMeaning): OpenMeaning {
  const read = openHead(head);
  const nearness = openNeighbours(neighbours);
  const at = Array.from(index.bias, (_, c) => head.ids.indexOf(c === index.background ? '' : (index.ids[c] as string)));
  const aligned = new Float32Array(index.bias.length);
  return {
    read(vector) {
      const found = read(vector);
      for (let c = 0; c < aligned.length; c++) aligned[c] = at[c] === -1 ? 0 : (found[at[c] as number] as number);
      return aligned;
    },
    nearness(vector, classes) {
      const known = classes.flatMap((c) => (at[c] === -1 ? [] : [at[c] as number]));
      const found = nearness(vector, known);
      let next = 0;
      return classes.map((c) => (at[c] === -1 ? 0 : (found[next++] as number)));
    },
  };
}

/** Turns logarithms of what is likely into probabilities, in place. */
function toProbabilities(scores: Float32Array): void {
  const top = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp((scores[c] as number) - top);
    sum += scores[c] as number;
  }
  for (let c = 0; c < scores.length; c++) (scores[c] as number) /= sum;
}

/** Numbers of the best classes, the best first, without the background. */
function bestOf(scores: Float32Array, count: number, most: number): number[] {
  const order: number[] = [];
  for (let c = 0; c < count; c++) {
    let at = order.length;
    while (at > 0 && (scores[c] as number) > (scores[order[at - 1] as number] as number)) at--;
    if (at >= most) continue;
    order.splice(at, 0, c);
    if (order.length > most) order.pop();
  }
  return order;
}

const logOdds = (p: number) => Math.max(-12, Math.min(12, Math.log((p + 1e-6) / (1 + 1e-6 - p))));
