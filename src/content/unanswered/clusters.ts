import type { Locale } from '../../core/model/locale.ts';
import { productOfFloats } from '../../language/meaning/products.ts';
import type { ClusterId, KnownQuestion } from './askedQuestion.ts';
import type { Centres } from './centres.ts';

/**
 * From these likenesses on, two questions in the same language, or in two languages, mean the same. Measured on pairs of
 * questions that towns get, with what all questions of a language have in common taken away: the same question lies
 * above 0.63 across languages and above 0.65 within one, other questions about the same service below 0.56 and 0.61, but
 * for those about two sides of it, which `isApart` tells. Vectors as they are tell far less, so that they must be nearly
 * the same.
 */
const thresholds = {
  centred: { within: 0.64, across: 0.58 },
  plain: { within: 0.93, across: 0.92 },
} as const;

/** Sides of a service that are asked about in the same words: "may I", "how is it". */
const looseAspects: readonly KnownQuestion['aspect'][] = ['what', 'how', 'eligibility', 'legal-basis', 'exceptions'];

/** The vector of a text, of unit length; null where there is none. */
export type MeaningOf = (text: string) => Promise<Float32Array | null>;

type Compared = Pick<KnownQuestion, 'words' | 'aspect' | 'locale'>;

/** Questions that mean the same, found by their words or, across languages, by their meaning. */
export interface Clusters {
  /** The cluster of a question, of those that count; null: there is none. */
  find(question: Compared, text: string, counts?: (cluster: ClusterId) => boolean): Promise<ClusterId | null>;
  /** Adds a question, so that later ones are compared with it: by its words alone where its text is null. */
  add(question: Compared & Pick<KnownQuestion, 'cluster'>, text: string | null): Promise<void>;
  /** Forgets a cluster. */
  remove(cluster: ClusterId): void;
}

interface Member {
  readonly aspect: KnownQuestion['aspect'];
  readonly locale: Locale;
  readonly vector: Float32Array;
}

/**
 * One question a language stands for its cluster. Vectors stay in memory: they tell much of a text. `centres` null:
 * vectors are compared as they are.
 */
export function createClusters(meaningOf: MeaningOf | null, centres: Centres | null): Clusters {
  const byWords = new Map<string, ClusterId>();
  const members = new Map<ClusterId, readonly Member[]>();
  const { within, across } = thresholds[centres === null ? 'plain' : 'centred'];

  async function vectorOf(text: string, locale: Locale): Promise<Float32Array | null> {
    const vector = meaningOf === null ? null : await meaningOf(text);
    return vector === null || centres === null ? vector : without(vector, centres[locale]);
  }

  return {
    async find({ words, aspect, locale }, text, counts = () => true) {
      const same = byWords.get(words);
      if (same !== undefined) return counts(same) ? same : null;
      const compared = [...members].filter(([cluster]) => counts(cluster));
      const vector = compared.length === 0 ? null : await vectorOf(text, locale);
      if (vector === null) return null;
      let best: ClusterId | null = null;
      let most = 0;
      for (const [cluster, own] of compared) {
        for (const member of own) {
          if (isApart(aspect, member.aspect)) continue;
          const like = productOfFloats(vector, member.vector, 0) - (member.locale === locale ? within : across);
          if (like < 0 || (best !== null && like <= most)) continue;
          best = cluster;
          most = like;
        }
      }
      return best;
    },

    async add({ words, aspect, locale, cluster }, text) {
      if (!byWords.has(words)) byWords.set(words, cluster);
      const own = members.get(cluster) ?? [];
      if (text === null || own.some((member) => member.locale === locale)) return;
      const vector = await vectorOf(text, locale);
      if (vector !== null) members.set(cluster, [...own, { aspect, locale, vector }]);
    },

    remove(cluster) {
      members.delete(cluster);
      for (const [words, of] of byWords) if (of === cluster) byWords.delete(words);
    },
  };
}

/** Whether two questions are surely about different sides of a service: its price, and how to get it. */
function isApart(one: KnownQuestion['aspect'], other: KnownQuestion['aspect']): boolean {
  if (one === null || other === null || one === other) return false;
  return !looseAspects.includes(one) || !looseAspects.includes(other);
}

/** What is left of a vector without a centre, of unit length. */
function without(vector: Float32Array, centre: Float32Array): Float32Array {
  const left = vector.map((value, index) => value - (centre[index] ?? 0));
  const length = Math.sqrt(productOfFloats(left, left, 0));
  return length === 0 ? left : left.map((value) => value / length);
}
