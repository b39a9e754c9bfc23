import { type Locale, locales } from '../../core/model/locale.ts';
import type { Content } from '../content.ts';

/** Wordings of a language from which its centre is made, and the fewest that tell one. */
const mostWordings = 1_500;
const fewestWordings = 200;

/** What all questions of a language have in common: the mean of their vectors. */
export type Centres = Readonly<Record<Locale, Float32Array>>;

/** Vectors that are at hand, by text: none is computed. */
export type VectorsAtHand = (texts: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>;

/** The centres of the content's wordings; null where too few have a vector at hand. */
export async function findCentres({ faq }: Content, atHand: VectorsAtHand): Promise<Centres | null> {
  const entries = Object.values(faq).flatMap((file) => file.entries);
  const found = new Map<Locale, Float32Array>();
  for (const locale of locales) {
    const wordings = entries.flatMap(({ questions }) => questions[locale]).slice(0, mostWordings);
    const vectors = [...(await atHand(wordings)).values()];
    if (vectors.length < fewestWordings) return null;
    found.set(locale, meanOf(vectors));
  }
  const [ca, es, en] = [found.get('ca'), found.get('es'), found.get('en')];
  return ca === undefined || es === undefined || en === undefined ? null : { ca, es, en };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors)
    for (let index = 0; index < mean.length; index += 1)
      mean[index] = (mean[index] ?? 0) + (vector[index] ?? 0) / vectors.length;
  return mean;
}
