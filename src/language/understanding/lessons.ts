import { fitClasses } from '../classification/fitClasses.ts';
import type { KindExamples } from '../classification/index.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { type ClassMeaning, noClass } from './classes.ts';
import { type ExceptionMeaning, type ExceptionTexts, trainExceptionMeaning } from './exceptions.ts';
import { type HeadData, type HeadExample, trainHead } from './head.ts';
import { learnMetric, type Metric } from './metric.ts';
import { packNeighbours } from './neighbours.ts';
import type { TopicMeaning } from './topicReader.ts';

/** Texts of one class; the class `noClass` holds texts that belong to none. */
export interface ClassLessons {
  readonly id: string;
  readonly texts: readonly string[];
}

/** What understanding is learnt from, besides the entries for words alone. */
export interface UnderstandingLessons {
  readonly topics: readonly ClassLessons[];
  readonly aspects: readonly ClassLessons[];
  readonly acts: readonly ClassLessons[];
  /** What was said in conversations, by what it did there, and by the side of a service that it asked about, if any. */
  readonly said: { readonly acts: readonly ClassLessons[]; readonly aspects: readonly ClassLessons[] };
  readonly kinds: readonly Pick<KindExamples, 'kind' | 'texts'>[];
  readonly exceptions: readonly ExceptionTexts[];
}

/** By which words aspects and acts are told; null where there is nothing to learn from. */
export interface UnderstandingWords {
  readonly aspects: IndexData | null;
  readonly acts: IndexData | null;
}

/** What was learnt of meanings, from sentence vectors. */
export interface UnderstandingMeaning {
  /** Names what the vectors come from: others can't be read with it. */
  readonly modelId: string;
  readonly topics: TopicMeaning;
  readonly aspects: ClassMeaning;
  readonly acts: ClassMeaning;
  readonly kinds: HeadData;
  readonly exceptions: ExceptionMeaning;
}

/** How heads are trained; another training gives what is learnt another name. */
export const headTraining = { seed: 1, epochs: 8, rate: 0.08, decay: 0.004 } as const;
const smallHead = { ...headTraining, epochs: 16, rate: 0.15 } as const;

/** All texts whose vectors `trainUnderstandingMeaning` needs. */
export function textsOf(lessons: UnderstandingLessons): readonly string[] {
  const { topics, aspects, acts, said, kinds, exceptions } = lessons;
  const texts = [...topics, ...aspects, ...acts, ...said.acts, ...said.aspects, ...kinds, ...exceptions].flatMap(
    (each) => each.texts,
  );
  return [...new Set(texts)];
}

/** Learns words for aspects and acts: a fraction of a second. */
export function trainUnderstandingWords(
  { aspects, acts }: Pick<UnderstandingLessons, 'aspects' | 'acts'>,
  lexicon: LexiconData,
  seed: number,
): UnderstandingWords {
  const model = (classes: readonly ClassLessons[]) =>
    classes.filter(({ id }) => id !== noClass).length === 0 ? null : fitClasses(classes, { lexicon, seed });
  return { aspects: model(aspects), acts: model(acts) };
}

type VectorsByText = (text: string) => Float32Array | null;

/** Learns what a few classes mean; texts without a vector are left out. */
function trainClassHead(classes: readonly ClassLessons[], vectorOf: VectorsByText): HeadData {
  return trainHead(idsOf(classes), examplesOf(classes, vectorOf), smallHead);
}

/** Learns what a few classes mean, and keeps what is said of them in conversations; texts without a vector are left out. */
function trainClassMeaning(
  classes: readonly ClassLessons[],
  said: readonly ClassLessons[],
  vectorOf: VectorsByText,
): ClassMeaning {
  const head = trainClassHead(classes, vectorOf);
  const ids = idsOf(said);
  const examples = examplesOf(said, vectorOf);
  return { head, said: packNeighbours(ids, examples, metricOf(ids, examples, head.mean)) };
}

/** What tells the classes apart; what is of none is no class of its own: nothing is learned from what its texts differ in. */
function metricOf(ids: readonly string[], examples: readonly HeadExample[], mean: HeadData['mean']): Metric {
  const classes = Map.groupBy(
    examples.filter((example) => ids[example.class] !== noClass),
    (example) => example.class,
  );
  return learnMetric(
    [...classes.values()].map((own) => own.map(({ vector }) => vector)),
    mean,
  );
}

/** Learns what entries mean, and keeps what their wordings are like; texts without a vector are left out. */
export function trainTopicMeaning(ids: readonly string[], examples: readonly HeadExample[]): TopicMeaning {
  const head = trainHead(ids, examples, headTraining);
  return { head, neighbours: packNeighbours(ids, examples, metricOf(ids, examples, head.mean)) };
}

const idsOf = (classes: readonly ClassLessons[]): readonly string[] => classes.map(({ id }) => id);

const examplesOf = (classes: readonly ClassLessons[], vectorOf: VectorsByText): readonly HeadExample[] =>
  classes.flatMap(({ texts }, number) =>
    texts.flatMap((text) => {
      const vector = vectorOf(text);
      return vector === null ? [] : [{ vector, class: number }];
    }),
  );

/** Learns what the conversations have a part in: what entries, aspects and acts mean. */
export function trainFromDialogues(
  { topics, aspects, acts, said }: Pick<UnderstandingLessons, 'topics' | 'aspects' | 'acts' | 'said'>,
  vectorOf: VectorsByText,
): Pick<UnderstandingMeaning, 'topics' | 'aspects' | 'acts'> {
  return {
    topics: trainTopicMeaning(idsOf(topics), examplesOf(topics, vectorOf)),
    aspects: trainClassMeaning(aspects, said.aspects, vectorOf),
    acts: trainClassMeaning(acts, said.acts, vectorOf),
  };
}

/** Learns what entries, aspects, acts and kinds mean; texts without a vector are left out. Some ten seconds. */
export function trainUnderstandingMeaning(
  lessons: UnderstandingLessons,
  modelId: string,
  vectorOf: VectorsByText,
): UnderstandingMeaning {
  return {
    modelId,
    ...trainFromDialogues(lessons, vectorOf),
    kinds: trainClassHead(
      lessons.kinds.map(({ kind, texts }) => ({ id: kind, texts })),
      vectorOf,
    ),
    exceptions: trainExceptionMeaning(lessons.exceptions, vectorOf),
  };
}
