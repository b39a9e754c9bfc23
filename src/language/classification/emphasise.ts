import { type Corpus, groupWeight, type Vocabulary } from '../retrieval/vocabulary.ts';
import { group } from '../retrieval/wordStore.ts';
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

/** By number of the group: its weight in classification. */
const weightOf: ReadonlyMap<number, number> = new Map(
  Object.entries(group).map(([name, number]) => [number, kindWeight[name as keyof typeof group]]),
);

/** A corpus without the features of zero-weight groups, so that the model needs no space for them. */
export function withoutUnused({ hashes, groups, starts }: Corpus): Corpus {
  const isUnused = groupWeight.map((_, number) => weightOf.get(number) === 0);
  const kept = { hashes: new Uint32Array(hashes.length), groups: new Uint8Array(groups.length) };
  const begins = new Uint32Array(starts.length);
  let count = 0;
  for (let text = 0; text + 1 < starts.length; text++) {
    const end = starts[text + 1] as number;
    for (let i = starts[text] as number; i < end; i++) {
      const number = groups[i] as number;
      if (isUnused[number]) continue;
      kept.hashes[count] = hashes[i] as number;
      kept.groups[count++] = number;
    }
    begins[text + 1] = count;
  }
  return { hashes: kept.hashes.subarray(0, count), groups: kept.groups.subarray(0, count), starts: begins };
}

/** Changes a vocabulary's gains in place from retrieval to classification. */
export function emphasise({ table, gain }: Vocabulary, { hashes, groups }: Corpus): void {
  const factors = groupWeight.map((weight, number) => (weightOf.get(number) ?? 0) / weight);
  const done = new Uint8Array(gain.length);
  for (let i = 0; i < hashes.length; i++) {
    const feature = lookUp(table, hashes[i] as number);
    if (feature < 0 || done[feature] === 1) continue;
    done[feature] = 1;
    (gain[feature] as number) *= factors[groups[i] as number] as number;
  }
}
