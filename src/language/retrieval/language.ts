import { lookUp } from '../text/hashTable.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { type FeatureList, type Language, wordHash } from './features.ts';
import type { IndexData } from './indexData.ts';

/** How training reads: what editors wrote stands as it is, and features keep their hashes until they are numbered. */
export function asWritten(lexicon: LexiconData): Language<null> {
  return { lexicon, spelling: null, isKnown: () => true, numberOf: (hash) => hash, prepare: () => null };
}

/** How what people type is read for a trained index: slips are mended, and features bear the index's numbers. */
export function asTyped<T>(data: IndexData, prepare: (features: FeatureList) => T): Language<T> {
  return {
    lexicon: data.lexicon,
    spelling: data.spelling,
    isKnown: (word) => lookUp(data.features, wordHash(word)) >= 0,
    numberOf: (hash) => lookUp(data.features, hash),
    prepare,
  };
}
