import { group } from '../retrieval/features.ts';
import { type Corpus, groupWeight, type Vocabulary } from '../retrieval/vocabulary.ts';
import { lookUp } from '../text/hashTable.ts';

/**
 * How much a feature of each group says of a kind. What a message is about (concepts, letters of rare words) tells
 * entries apart, how it is said (words and pairs of them) tells kinds apart. Chosen on held-out examples.
 */
const kindWeight: Readonly<Record<keyof typeof group, number>> = {
  word: 2.5,
  pair: 1.4,
  stem: 1,
  letters: 0.5,
  concept: 2,
  conceptRun: 0.7,
  conceptPair: 1,
};

/** Changes a vocabulary's gains in place from what serves to find entries to what serves to tell kinds. */
export function emphasise({ table, gain }: Vocabulary, corpus: Corpus): void {
  const factors = Object.entries(group)
    .sort(([, a], [, b]) => a - b)
    .map(([name, number]) => kindWeight[name as keyof typeof group] / (groupWeight[number] as number));
  const done = new Uint8Array(gain.length);
  corpus.hashes.forEach((hash, i) => {
    const feature = lookUp(table, hash);
    if (feature < 0 || done[feature] === 1) return;
    done[feature] = 1;
    (gain[feature] as number) *= factors[corpus.groups[i] as number] as number;
  });
}
