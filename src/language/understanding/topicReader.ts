import type { Ranked } from '../../core/model/understanding.ts';
import type { Distribution, IndexData } from '../retrieval/index.ts';
import { openIndex, wordStoreFor } from '../retrieval/index.ts';
import type { WordStore } from '../retrieval/wordStore.ts';
import { type HeadData, openHead } from './head.ts';

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
  /** As in the confidence of words alone. */
  readonly score: number;
  readonly seen: number;
  readonly length: number;
}

/**
 * The two voices are mixed half and half, as a geometric mean: on unseen questions better than either, and than other
 * shares. The weights of the confidence are fitted like those of the words alone (see `retrieval/confidence.ts`), by `npm
 * run eval -- --calibrate`, on held-out variants, on entries left out, on out-of-scope messages and on public training
 * draws with scenarios left out; scale and bias on the former three alone. Never on the evaluation sets.
 */
const weights: Readonly<Record<keyof MixedSignals, number>> = {
  mixed: 0.018,
  words: 0.246,
  meaning: 0.259,
  lead: 0.184,
  agree: -0.057,
  none: -3.001,
  score: 0.163,
  seen: 3.974,
  length: 0.462,
};
const bias = -5.647;

const limit = 5;
const maxConfidence = 0.9999;
/** Where the meaning alone speaks, it is believed a little less than it says. */
const trust = 0.9;
/** A class that one voice rules out is still possible. */
const smallest = 1e-6;

/** Opens the reader; without a head, words alone read. `store`: words that others read, too. */
export function openTopics(
  index: IndexData,
  head: HeadData | null,
  store: WordStore = wordStoreFor(index),
): TopicReader {
  const words = openIndex(index, store);
  const meaning = head === null ? null : alignedTo(index, head);
  const count = index.ids.length;
  const mixed = new Float32Array(index.bias.length);

  function mix(said: Distribution | null, vector: Float32Array): Found | null {
    if (meaning === null) return null;
    const meant = meaning(vector);
    let sum = 0;
    for (let c = 0; c < mixed.length; c++) {
      const byMeaning = Math.max(smallest, meant[c] as number);
      mixed[c] = said === null ? byMeaning : Math.sqrt(Math.max(smallest, said.probabilities[c] as number) * byMeaning);
      sum += mixed[c] as number;
    }
    for (let c = 0; c < mixed.length; c++) (mixed[c] as number) /= sum;
    const order = bestOf(mixed, count);
    return order.length === 0 ? null : { order, signals: signalsOf(order, said, meant) };
  }

  function signalsOf(order: readonly number[], said: Distribution | null, meant: Float32Array): MixedSignals {
    const best = order[0] as number;
    const second = order[1];
    return {
      mixed: logOdds(mixed[best] as number),
      words: logOdds(said?.probabilities[best] ?? 0),
      meaning: logOdds(meant[best] as number),
      lead: (mixed[best] as number) - (second === undefined ? 0 : (mixed[second] as number)),
      agree: Number(bestOf(meant, count)[0] === best && said !== null && bestOf(said.probabilities, count)[0] === best),
      none: index.background < 0 ? 0 : (mixed[index.background] as number),
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
        const first = isForeign ? trust * (mixed[order[0] as number] as number) : confidenceOf(signals);
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
export function confidenceOf(signals: MixedSignals): number {
  let sum = bias;
  for (const key of Object.keys(weights) as (keyof MixedSignals)[]) sum += weights[key] * signals[key];
  return Math.min(maxConfidence, 1 / (1 + Math.exp(-sum)));
}

/** A head whose classes are put in the order of the index; the head's class without an id is the background. */
function alignedTo(index: IndexData, head: HeadData): (vector: Float32Array) => Float32Array {
  const open = openHead(head);
  const at = Array.from(index.bias, (_, c) => head.ids.indexOf(c === index.background ? '' : (index.ids[c] as string)));
  const aligned = new Float32Array(index.bias.length);
  return (vector) => {
    const found = open(vector);
    for (let c = 0; c < aligned.length; c++) aligned[c] = at[c] === -1 ? 0 : (found[at[c] as number] as number);
    return aligned;
  };
}

/** Numbers of the best classes, the best first, without the background. */
function bestOf(scores: Float32Array, count: number): number[] {
  const order: number[] = [];
  for (let c = 0; c < count; c++) {
    let at = order.length;
    while (at > 0 && (scores[c] as number) > (scores[order[at - 1] as number] as number)) at--;
    if (at >= limit) continue;
    order.splice(at, 0, c);
    if (order.length > limit) order.pop();
  }
  return order;
}

const logOdds = (p: number) => Math.max(-12, Math.min(12, Math.log((p + 1e-6) / (1 + 1e-6 - p))));
