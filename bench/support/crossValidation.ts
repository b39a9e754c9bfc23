import { readBackground } from '../../src/language/retrieval/background.ts';
import type { Signals } from '../../src/language/retrieval/confidence.ts';
import { askedElsewhere } from '../../src/language/retrieval/elsewhere.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../src/language/retrieval/index.ts';
import { leftOut, type Massive, toEntries } from './massive.ts';
import { randomNumbers } from './random.ts';

/** A text that the tested index was not trained on, and its result. */
export interface Sample {
  readonly signals: Signals;
  /** Whether its best entry is right, and whether it is among the best three. */
  readonly right: boolean;
  readonly among: boolean;
  /** In scope; about an entry that was left out; or an out-of-scope message. */
  readonly kind: 'own' | 'left' | 'strange';
}

interface Probe {
  readonly id: string | null;
  readonly text: string;
}

const folds = 5;
/** One entry in this many is left out of each fold. */
const leaving = 10;

/** Five folds over the shipped variants and out-of-scope messages, each with a tenth of the entries left out. */
export function validateContent(entries: readonly TrainingEntry[], seed: number): readonly Sample[] {
  const random = randomNumbers(seed);
  const order = new Map(
    entries
      .map(({ id }) => ({ id, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ id }, place) => [id, place]),
  );
  const dealt = entries.map(({ id, variants }) => ({
    id,
    variants: variants.map((variant) => ({ variant, fold: Math.floor(random() * folds) })),
  }));
  const background = readBackground().map((text) => ({ text, fold: Math.floor(random() * folds) }));
  return Array.from({ length: folds }, (_, fold) => {
    const isOut = (id: string) => (order.get(id) ?? 0) % leaving === fold;
    const training = dealt
      .filter(({ id }) => !isOut(id))
      .map(({ id, variants }) => ({
        id,
        variants: variants.filter((one) => one.fold !== fold).map(({ variant }) => variant),
      }));
    const strange = background.filter((one) => one.fold !== fold).map(({ text }) => text);
    const probes: Probe[] = dealt.flatMap(({ id, variants }) =>
      variants.filter((one) => isOut(id) || one.fold === fold).map(({ variant }) => ({ id, text: variant.text })),
    );
    for (const { text } of background.filter((one) => one.fold === fold)) probes.push({ id: null, text });
    return probe(training, [...strange, ...askedElsewhere(training, seed)], probes);
  }).flat();
}

/**
 * Each public draw tested on the utterances that only the other two have, once whole and once with scenarios left out.
 */
export function validateDraws(massive: Massive): readonly Sample[] {
  return massive.draws.flatMap((draw, number) => {
    const seen = new Set(draw.map(({ text }) => text));
    const others = massive.draws.flat().filter(({ text }) => !seen.has(text));
    const probes = others.map(({ intent, text }) => ({ id: intent, text }));
    const kept = draw.filter(({ scenario }) => !(leftOut[number] ?? []).includes(scenario));
    return [...probe(toEntries(draw), [], probes), ...probe(toEntries(kept), [], probes)];
  });
}

function probe(
  training: readonly TrainingEntry[],
  background: readonly string[],
  probes: readonly Probe[],
): readonly Sample[] {
  const retriever = openIndex(trainIndex(training, { seed: 1, background }));
  const known = new Set(training.map(({ id }) => id));
  return probes.flatMap(({ id, text }) => {
    const signals = retriever.signals(text);
    if (signals === null) return [];
    const ranked = retriever.rank(text, 'ca', 3);
    return {
      signals,
      right: ranked[0]?.entry === id,
      among: ranked.some(({ entry }) => entry === id),
      kind: id === null ? 'strange' : known.has(id) ? 'own' : 'left',
    };
  });
}
