import type { Locale } from '../../core/model/locale.ts';
import type { ClusterId, KnownQuestion } from './question.ts';

/**
 * From this likeness on, two questions mean the same. Measured on pairs of questions that towns get: the same one in
 * Catalan and Spanish lies between 0.90 and 0.95, in English between 0.83 and 0.90, and different ones about one service
 * below 0.89, but for those about two sides of it, which `aspect` tells apart.
 */
const likeness = 0.89;

/** The vector of a text, of unit length; null where there is none. */
export type MeaningOf = (text: string) => Promise<Float32Array | null>;

type Compared = Pick<KnownQuestion, 'words' | 'aspect' | 'locale'>;

/** Questions that mean the same, found by their words or, across languages, by their meaning. */
export interface Clusters {
  /** The cluster of a question; null: there is none yet. */
  find(question: Compared, text: string): Promise<ClusterId | null>;
  /** Adds a question, so that later ones are compared with it: by its words alone where its text is null. */
  add(question: Compared & Pick<KnownQuestion, 'cluster'>, text: string | null): Promise<void>;
  /** Forgets a cluster. */
  remove(cluster: ClusterId): void;
}

interface Member {
  readonly cluster: ClusterId;
  readonly aspect: KnownQuestion['aspect'];
  readonly locale: Locale;
  readonly vector: Float32Array;
}

/** One question a language stands for its cluster. Vectors stay in memory: they tell much of a text. */
export function createClusters(vectorOf: MeaningOf | null): Clusters {
  const byWords = new Map<string, ClusterId>();
  const members = new Map<ClusterId, Member[]>();

  return {
    async find({ words, aspect }, text) {
      const same = byWords.get(words);
      if (same !== undefined) return same;
      const vector = members.size === 0 || vectorOf === null ? null : await vectorOf(text);
      if (vector === null) return null;
      let best: { readonly cluster: ClusterId; readonly like: number } | null = null;
      for (const [cluster, each] of members) {
        for (const member of each) {
          if (aspect !== null && member.aspect !== null && member.aspect !== aspect) continue;
          const like = product(vector, member.vector);
          if (like >= likeness && like > (best?.like ?? 0)) best = { cluster, like };
        }
      }
      return best?.cluster ?? null;
    },

    async add({ words, aspect, locale, cluster }, text) {
      if (!byWords.has(words)) byWords.set(words, cluster);
      const own = members.get(cluster) ?? [];
      if (text === null || vectorOf === null || own.some((member) => member.locale === locale)) return;
      const vector = await vectorOf(text);
      if (vector !== null) members.set(cluster, [...own, { cluster, aspect, locale, vector }]);
    },

    remove(cluster) {
      members.delete(cluster);
      for (const [words, of] of byWords) if (of === cluster) byWords.delete(words);
    },
  };
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
