import type { HashTable } from '../text/hashTable.ts';
import type { LexiconData } from '../text/lexicon.ts';
import type { PackedStarts } from '../text/packedStarts.ts';
import type { SpellingData } from '../text/respell.ts';

/**
 * A trained index as plain typed arrays and a little JSON: it moves between threads without a copy and opens instantly.
 * Layout: weights are sparse, because an entry has a weight only for features of its own phrasings. The weights of
 * feature `f` are those from the start of list `f` up to, not including, that of list `f + 1`; weight `w` belongs to
 * entry `classes[w]` and has the value `weights[w] * scale[f]`. There are a million features in all models of a bot, so
 * every number has as few bytes as it needs: half-precision floats are exact to 0.05 %, but for the very smallest.
 */
export interface IndexData {
  readonly lexicon: LexiconData;
  readonly spelling: SpellingData;
  /** Entry ids by number; the last number may be the background, which has no id. */
  readonly ids: readonly string[];
  /** Number of the background class ("none of the entries"), or -1. */
  readonly background: number;
  /** Per class: 1 where people name other towns when they ask about the entry, as about buses. */
  readonly reachesBeyond: Uint8Array<ArrayBuffer>;
  readonly features: HashTable;
  /** Per feature: the weight of its group times its rarity. */
  readonly gain: Float16Array<ArrayBuffer>;
  readonly rarest: number;
  /** Where the weights of each feature begin. */
  readonly starts: PackedStarts;
  /** Per weight: the number of the entry, ascending within a feature. */
  readonly classes: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Per weight: -127 to 127, in units of the feature's `scale`. */
  readonly weights: Int8Array<ArrayBuffer>;
  /** Per feature: the value of one unit of its weights, its `gain` included. */
  readonly scale: Float16Array<ArrayBuffer>;
  /** Per class: its score before any feature is met. */
  readonly bias: Float32Array<ArrayBuffer>;
}
