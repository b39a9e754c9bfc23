import { lookUp, lookUpAll } from '../text/hashTable.ts';
import type { LexiconData } from '../text/lexicon.ts';
import type { IndexData } from './indexData.ts';
import { copyOf, type FeatureList, type Language } from './wordFeatures.ts';
import { createWordStore } from './wordStore.ts';

/** Words kept in training, whose texts have some thousands of them. */
const wordsInTraining = 4_000;

/** How training reads texts: without corrections, and with hashes as features until they are numbered. */
export function asWritten(lexicon: LexiconData): Language<FeatureList> {
  return {
    words: createWordStore(lexicon, wordsInTraining),
    spelling: null,
    isKnown: () => true,
    number: (hashes, count, into) => into.set(hashes.subarray(0, count)),
    concepts: 'in pairs',
    prepare: copyOf,
  };
}

/** How people's messages are read for a trained index: typos are corrected, and features have the index's numbers. */
export function asTyped<T>(
  { spelling, features }: IndexData,
  { words, concepts, prepare }: Pick<Language<T>, 'words' | 'concepts' | 'prepare'>,
): Language<T> {
  return {
    words,
    spelling,
    isKnown: ({ hashes: [asWord] }) => asWord !== undefined && lookUp(features, asWord) >= 0,
    number: (hashes, count, into) => lookUpAll(features, hashes, count, into),
    concepts,
    prepare,
  };
}
