import { readBackground } from '../../src/language/retrieval/background.ts';
import type { Signals } from '../../src/language/retrieval/confidence.ts';
import { askedElsewhere } from '../../src/language/retrieval/elsewhere.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../src/language/retrieval/index.ts';
import { trainTopicMeaning } from '../../src/language/understanding/lessons.ts';
import { type MixedSignals, openTopics } from '../../src/language/understanding/topicReader.ts';
import { leftOut, type Massive, toEntries } from './massive.ts';
import { randomNumbers } from './random.ts';
import type { Vectors } from './vectors.ts';

/** What a voice says of a text, and whether its best entry is right, and whether the right one is among the best three. */
interface Said<S> {
  readonly signals: S;
  readonly right: boolean;
  readonly among: boolean;
}

/** A text that what is tested was not trained on, and the results. */
export interface Probed {
  readonly words: Said<Signals>;
  /** Words and meaning together. */
  readonly both: Said<MixedSignals>;
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
export function validateContent(entries: readonly TrainingEntry[], seed: number, vectors: Vectors): readonly Probed[] {
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
    const elsewhere = askedElsewhere(training, seed);
    return probe({ training, background: strange, elsewhere }, probes, vectors);
  }).flat();
}

/**
 * Each public draw tested on the utterances that only the other two have, once whole and once with scenarios left out.
 */
export function validateDraws(massive: Massive, vectors: Vectors): readonly Probed[] {
  return massive.draws.flatMap((draw, number) => {
    const seen = new Set(draw.map(({ text }) => text));
    const others = massive.draws.flat().filter(({ text }) => !seen.has(text));
    const probes = others.map(({ intent, text }) => ({ id: intent, text }));
    const kept = draw.filter(({ scenario }) => !(leftOut[number] ?? []).includes(scenario));
    const test = (training: readonly TrainingEntry[]) =>
      probe({ training, background: [], elsewhere: [] }, probes, vectors);
    return [...test(toEntries(draw)), ...test(toEntries(kept))];
  });
}

interface Lessons {
  readonly training: readonly TrainingEntry[];
  /** Messages that no entry answers, and those that only the words learn from. */
  readonly background: readonly string[];
  readonly elsewhere: readonly string[];
}

function probe(
  { training, background, elsewhere }: Lessons,
  probes: readonly Probe[],
  vectors: Vectors,
): readonly Probed[] {
  const index = trainIndex(training, { seed: 1, background: [...background, ...elsewhere] });
  const words = openIndex(index);
  const ids = training.map(({ id }) => id);
  const classes = [...training.map(({ variants }) => variants.map(({ text }) => text)), background];
  const examples = classes.flatMap((texts, number) =>
    vectors.vectorsOf(texts).map((vector) => ({ vector, class: number })),
  );
  // The class without an id holds what no entry answers.
  const topics = openTopics(index, trainTopicMeaning(background.length > 0 ? [...ids, ''] : ids, examples));
  const known = new Set(ids);
  return probes.flatMap(({ id, text }) => {
    const vector = vectors.vectorOf(text);
    const byWords = words.signals(text);
    const byBoth = topics.signals(text, vector);
    if (byWords === null || byBoth === null) return [];
    const said = <S>(signals: S, ranked: readonly { readonly entry: string }[]): Said<S> => ({
      signals,
      right: ranked[0]?.entry === id,
      among: ranked.slice(0, 3).some(({ entry }) => entry === id),
    });
    return {
      words: said(byWords, words.rank(text, 'ca', 3)),
      both: said(byBoth, topics.read(text)(vector)),
      kind: id === null ? 'strange' : known.has(id) ? 'own' : 'left',
    };
  });
}
