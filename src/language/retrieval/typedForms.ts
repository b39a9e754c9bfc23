import { lookUp } from '../text/hashTable.ts';
import type { LexiconData } from '../text/lexicon.ts';
import type { IndexData } from './indexData.ts';
import { copyOf, type FeatureList, type Language, wordHash } from './wordFeatures.ts';

/** How training reads texts: without corrections, and with hashes as features until they are numbered. */
export function asWritten(lexicon: LexiconData): Language<FeatureList> {
  return { lexicon, spelling: null, isKnown: () => true, numberOf: (hash) => hash, prepare: copyOf };
}

/** How people's messages are read for a trained index: typos are corrected, and features have the index's numbers. */
export function asTyped<T>(data: IndexData, prepare: (features: FeatureList) => T): Language<T> {
  return {
    lexicon: data.lexicon,
    spelling: data.spelling,
    isKnown: (word) => lookUp(data.features, wordHash(word)) >= 0,
    numberOf: (hash) => lookUp(data.features, hash),
    prepare,
  };
}
