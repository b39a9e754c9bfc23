import { group } from '../retrieval/features.ts';
import { type Corpus, groupWeight, type Vocabulary } from '../retrieval/vocabulary.ts';
import { lookUp } from '../text/hashTable.ts';

/**
 * Weight of each feature group in classification. What a message is about (concepts, letters of rare words) identifies
 * entries, how it is worded (words and pairs of them) identifies kinds. Chosen on held-out examples.
 */
const kindWeight: Readonly<Record<keyof typeof group, number>> = {
  word: 2.5,
  pair: 1.4,
  stem: 1,
  characters: 0.5,
  concept: 2,
  conceptRun: 0.7,
  // This group is half of a text's features and gains half a point: left out, see `withoutUnused`.
  conceptPair: 0,
};

/** A corpus without the features of zero-weight groups, so that the model needs no space for them. */
export function withoutUnused({ hashes, groups, starts }: Corpus): Corpus {
  const unused: ReadonlySet<number> = new Set(Object.values(group).filter((number) => weightOf(number) === 0));
  const kept: number[] = [];
  const begins = new Uint32Array(starts.length);
  for (let text = 0; text + 1 < starts.length; text++) {
    const end = starts[text + 1] as number;
    for (let i = starts[text] as number; i < end; i++) if (!unused.has(groups[i] as number)) kept.push(i);
    begins[text + 1] = kept.length;
  }
  return {
    hashes: Uint32Array.from(kept, (i) => hashes[i] as number),
    groups: Uint8Array.from(kept, (i) => groups[i] as number),
    starts: begins,
  };
}

/** Changes a vocabulary's gains in place from retrieval to classification. */
export function emphasise({ table, gain }: Vocabulary, corpus: Corpus): void {
  const factors = groupWeight.map((weight, number) => weightOf(number) / weight);
  const done = new Uint8Array(gain.length);
  corpus.hashes.forEach((hash, i) => {
    const feature = lookUp(table, hash);
    if (feature < 0 || done[feature] === 1) return;
    done[feature] = 1;
    (gain[feature] as number) *= factors[corpus.groups[i] as number] as number;
  });
}

function weightOf(number: number): number {
  const name = Object.entries(group).find(([, each]) => each === number)?.[0];
  return kindWeight[name as keyof typeof group];
}
