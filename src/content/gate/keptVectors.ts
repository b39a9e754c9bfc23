import { createHash } from 'node:crypto';
import { createLruCache } from '../../core/util/lruCache.ts';
import type { Meaning } from '../../language/meaning/meaning.ts';
import { cut } from '../../language/meaning/texts.ts';
import { ofUnitLength, quantised, readVectors, vectorsAhead } from '../../language/meaning/vectors.ts';
import type { GateOptions } from './gateThread.ts';

interface KeptVectorsOptions {
  readonly meaning: Pick<Meaning, 'modelId' | 'vectorsOf'>;
  /** Texts whose meanings stay in memory, some 400 bytes each, twice as many at most. */
  readonly kept?: number;
  /** The file of meanings that were made ahead. */
  readonly file?: string;
}

/** The meanings of texts that are compared. */
export interface KeptVectors {
  /** Begins a comparison, which computes at most `budget` meanings: the rest is compared by words. */
  begin(budget: number): NonNullable<GateOptions['vectorsOf']>;
}

/**
 * Keeps meanings by text from one comparison to the next: a meaning takes twenty times as long as reading the words.
 * What people asked is personal, so nothing is written to disk, and texts are kept as their hashes alone.
 */
export function createKeptVectors({ meaning, kept = 20_000, file = vectorsAhead }: KeptVectorsOptions): KeptVectors {
  const ahead = readVectors(file, meaning.modelId);
  const known = createLruCache<string, Int8Array>(kept);

  function atHand(text: string): Float32Array | null {
    const found = known.get(keyOf(text));
    return found === undefined ? ahead.get(text) : ofUnitLength(found);
  }

  return {
    begin(budget) {
      let left = budget;
      return async (texts) => {
        const vectors = new Map<string, Float32Array>();
        const missing: string[] = [];
        for (const text of new Set(texts)) {
          const vector = atHand(text);
          if (vector !== null) vectors.set(text, vector);
          else if (missing.length < left) missing.push(text);
        }
        left -= missing.length;
        const made = await meaning.vectorsOf(missing);
        for (const [index, text] of missing.entries()) {
          const vector = made[index] ?? null;
          if (vector === null) continue;
          const small = quantised(vector);
          known.set(keyOf(text), small);
          // As it will be the next time.
          vectors.set(text, ofUnitLength(small));
        }
        return vectors;
      };
    },
  };
}

const keyOf = (text: string) => createHash('sha256').update(cut(text)).digest('base64');
