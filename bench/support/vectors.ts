import { readMatchingId, shippedMatching } from '../../src/language/matching/matchingFile.ts';
import { readModelId, shippedModel } from '../../src/language/meaning/modelFile.ts';
import { dimensions, isForMatching } from '../../src/language/meaning/texts.ts';
import { openSyncModel, type SyncModel } from './syncModel.ts';
import { openVectorCache, vectorCacheFile } from './vectorCache.ts';

/** Sentence vectors of the shipped model, at once, whatever the time it takes. */
export interface Vectors {
  vectorOf(text: string): Float32Array;
  vectorsOf(texts: readonly string[]): readonly Float32Array[];
}

/**
 * Opens the vectors; those of before are remembered on this machine, and this process's as it ends. `matching`: the file by which
 * texts are read that are named by `forMatching`.
 */
export function openVectors(matching = shippedMatching): Vectors {
  let model: SyncModel | undefined;
  const open = (name: string) => {
    const cache = openVectorCache(vectorCacheFile(name), dimensions, (texts) => {
      model ??= openSyncModel(shippedModel, matching);
      return model.vectors(texts);
    });
    process.once('exit', () => cache.save());
    return cache;
  };
  const plain = open(readModelId(shippedModel));
  const matched = open(`${readModelId(shippedModel)}-${readMatchingId(matching)}`);
  const vectorOf = (text: string) => (isForMatching(text) ? matched : plain).vectorsOf([text])[0] as Float32Array;
  return { vectorOf, vectorsOf: (texts) => (texts.some(isForMatching) ? texts.map(vectorOf) : plain.vectorsOf(texts)) };
}

/** Vectors that this process has computed: of a message each reading asks again. */
const computed = new Map<string, Float32Array | null>();

/** Computes each vector when it is first asked for; keeps none beyond this process. */
export function computeVectors(): (text: string) => Float32Array | null {
  let model: SyncModel | null = null;
  return (text) => {
    const known = computed.get(text);
    if (known !== undefined) return known;
    model ??= openSyncModel(shippedModel, shippedMatching);
    const vector = model.vectors([text])[0] ?? null;
    computed.set(text, vector);
    return vector;
  };
}
