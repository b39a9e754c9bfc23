import { buildTable, type HashTable } from '../text/hashTable.ts';
import type { Features } from './features.ts';

/** How much one feature of each group says, before its rarity; order of `group` in features.ts. */
export const groupWeight = [0.5, 0.7, 1, 1, 3.5, 0.7, 1.6] as const;

/** The features that the index knows, numbered, with their rarity. */
export interface Vocabulary {
  /** Hash to number of the feature. */
  readonly table: HashTable;
  /** By number: group weight times inverse document frequency. */
  readonly gain: Float32Array<ArrayBuffer>;
  /** The logarithm of the number of texts: rarity of what no text has. */
  readonly rarest: number;
}

/** The distinct features of each training text, as hashes. */
export interface Corpus {
  readonly hashes: Uint32Array;
  readonly groups: Uint8Array;
  /** Where each text begins in `hashes`; one more than there are texts. */
  readonly starts: Uint32Array;
}

/** Reads all texts once and keeps the distinct features of each. */
export function readCorpus(texts: readonly string[], read: (text: string) => Features): Corpus {
  const hashes: number[] = [];
  const groups: number[] = [];
  const starts = new Uint32Array(texts.length + 1);
  for (let t = 0; t < texts.length; t++) {
    const features = read(texts[t] as string);
    const seen = new Set<number>();
    for (let i = 0; i < features.count; i++) {
      const hash = features.hashes[i] as number;
      if (seen.has(hash)) continue;
      seen.add(hash);
      hashes.push(hash);
      groups.push(features.groups[i] as number);
    }
    starts[t + 1] = hashes.length;
  }
  return { hashes: Uint32Array.from(hashes), groups: Uint8Array.from(groups), starts };
}

/** Numbers the features of a corpus that at least `fewest` and at most `most` texts have. */
export function buildVocabulary(corpus: Corpus, fewest: number, most: number): Vocabulary {
  const texts = corpus.starts.length - 1;
  const frequency = new Map<number, number>();
  const groupOf = new Map<number, number>();
  for (let i = 0; i < corpus.hashes.length; i++) {
    const hash = corpus.hashes[i] as number;
    frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
    groupOf.set(hash, corpus.groups[i] as number);
  }
  const numbers = new Map<number, number>();
  const gain: number[] = [];
  for (const [hash, count] of frequency) {
    if (count < fewest || count > most) continue;
    numbers.set(hash, gain.length);
    gain.push((groupWeight[groupOf.get(hash) as number] as number) * Math.log((texts + 1) / count));
  }
  return { table: buildTable(numbers), gain: Float32Array.from(gain), rarest: Math.log(texts + 1) };
}
