import { buildTable, type HashTable } from '../text/hashTable.ts';
import type { FeatureList, Features } from './wordFeatures.ts';

/** Weight of each feature group, before its rarity; in the order of `group` in wordFeatures.ts. */
export const groupWeight = [0.5, 0.7, 1, 1, 3.5, 0.7, 1.6] as const;

/** The features that the index knows, numbered, with their rarity. */
export interface Vocabulary {
  /** Hash to number of the feature. */
  readonly table: HashTable;
  /** By number: group weight times inverse document frequency. */
  readonly gain: Float32Array<ArrayBuffer>;
  /** The logarithm of the number of texts: rarity of a feature in no text. */
  readonly rarest: number;
}

/**
 * The distinct features of each training text, as hashes. The hashes of text `t` are those from `starts[t]` up to, not
 * including, `starts[t + 1]`.
 */
export interface Corpus {
  readonly hashes: Uint32Array;
  readonly groups: Uint8Array;
  /** Index of each text's first hash in `hashes`; one element more than there are texts. */
  readonly starts: Uint32Array;
}

/** Reads all texts once and keeps the distinct features of each. */
export function readCorpus(texts: readonly string[], read: (text: string) => Features<FeatureList>): Corpus {
  let hashes = new Uint32Array(1 << 16);
  let groups = new Uint8Array(1 << 16);
  const starts = new Uint32Array(texts.length + 1);
  const seen = new Set<number>();
  let count = 0;
  const take = ({ numbers, groups: kinds, count: size }: FeatureList) => {
    if (count + size > hashes.length) {
      hashes = grown(hashes, new Uint32Array(hashes.length * 2));
      groups = grown(groups, new Uint8Array(groups.length * 2));
    }
    for (let i = 0; i < size; i++) {
      const hash = (numbers[i] as number) >>> 0;
      if (seen.has(hash)) continue;
      seen.add(hash);
      hashes[count] = hash;
      groups[count++] = kinds[i] as number;
    }
  };
  texts.forEach((text, number) => {
    const features = read(text);
    seen.clear();
    for (const word of features.words) take(word.prepared);
    take(features);
    starts[number + 1] = count;
  });
  return { hashes: hashes.subarray(0, count), groups: groups.subarray(0, count), starts };
}

/** Numbers the features that at least `fewest` and at most `most` texts of a corpus have. */
export function buildVocabulary(corpus: Corpus, fewest: number, most: number): Vocabulary {
  const texts = corpus.starts.length - 1;
  const { hashes, groups } = sortByHash(corpus);
  const numbers = new Map<number, number>();
  const gain: number[] = [];
  const counts = new Uint32Array(groupWeight.length);
  for (let from = 0; from < hashes.length; ) {
    const hash = hashes[from] as number;
    counts.fill(0);
    let to = from;
    for (; to < hashes.length && hashes[to] === hash; to++) (counts[groups[to] as number] as number)++;
    from = to;
    for (let number = 0; number < counts.length; number++) {
      const count = counts[number] as number;
      if (count === 0 || count < fewest || count > most) continue;
      // In the order of hashes, one number each: the table need not store them.
      if (!numbers.has(hash)) numbers.set(hash, numbers.size);
      gain[numbers.size - 1] = (groupWeight[number] as number) * Math.log((texts + 1) / count);
    }
  }
  return { table: buildTable(numbers), gain: Float32Array.from(gain), rarest: Math.log(texts + 1) };
}

/**
 * The hashes of a corpus in ascending order, so that equal ones are adjacent, each with its group: in two passes, by
 * the lower and by the upper half of the bits. Many times cheaper than counting millions of them in a Map.
 */
function sortByHash({ hashes, groups }: Pick<Corpus, 'hashes' | 'groups'>): Pick<Corpus, 'hashes' | 'groups'> {
  let from = { hashes, groups };
  for (const shift of [0, 16]) {
    const next = new Uint32Array((1 << 16) + 1);
    for (let i = 0; i < hashes.length; i++) (next[(((from.hashes[i] as number) >>> shift) & 0xffff) + 1] as number)++;
    for (let half = 0; half < 1 << 16; half++) (next[half + 1] as number) += next[half] as number;
    const sorted = { hashes: new Uint32Array(hashes.length), groups: new Uint8Array(hashes.length) };
    for (let i = 0; i < hashes.length; i++) {
      const hash = from.hashes[i] as number;
      const half = (hash >>> shift) & 0xffff;
      const at = next[half] as number;
      next[half] = at + 1;
      sorted.hashes[at] = hash;
      sorted.groups[at] = from.groups[i] as number;
    }
    from = sorted;
  }
  return from;
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
