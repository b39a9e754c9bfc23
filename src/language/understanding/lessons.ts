import { fitClasses } from '../classification/fitClasses.ts';
import type { KindExamples } from '../classification/index.ts';
import { answerVectorsOf, type MatchingData, type ServiceTexts, textsToMatch } from '../matching/answerVectors.ts';
import type { MatchingModel } from '../matching/matchingFile.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { noClass } from './classes.ts';
import { type ExceptionTexts, type ExceptionVectors, packVectors } from './exceptions.ts';
import { type HeadData, trainHead } from './head.ts';
import { packNeighbours } from './neighbours.ts';
import type { TopicMeaning } from './topicReader.ts';
import type { VectorExample } from './vectorExamples.ts';

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
  readonly kinds: readonly Pick<KindExamples, 'kind' | 'texts'>[];
  readonly exceptions: readonly ExceptionTexts[];
  readonly services: readonly ServiceTexts[];
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
  readonly aspects: HeadData;
  readonly acts: HeadData;
  readonly kinds: HeadData;
  readonly exceptions: readonly ExceptionVectors[];
  readonly matching: MatchingData;
}

/** How heads are trained; another training gives what is learnt another name. */
export const headTraining = { seed: 1, epochs: 8, rate: 0.08, decay: 0.004 } as const;
const smallHead = { ...headTraining, epochs: 16, rate: 0.15 } as const;

/** All texts whose vectors `trainUnderstandingMeaning` needs. */
export function textsOf(lessons: UnderstandingLessons): readonly string[] {
  const { topics, aspects, acts, kinds, exceptions, services } = lessons;
  const texts = [...topics, ...aspects, ...acts, ...kinds, ...exceptions].flatMap((each) => each.texts);
  return [...new Set([...texts, ...textsToMatch(services)])];
}

/** Learns words for aspects and acts: a second. */
export function trainUnderstandingWords(
  { aspects, acts }: Pick<UnderstandingLessons, 'aspects' | 'acts'>,
  lexicon: LexiconData,
  seed: number,
): UnderstandingWords {
  return { aspects: trainClassWords(aspects, lexicon, seed), acts: trainClassWords(acts, lexicon, seed) };
}

/** Learns by which words a few classes are told; null where there are none. */
export function trainClassWords(
  classes: readonly ClassLessons[],
  lexicon: LexiconData,
  seed: number,
): IndexData | null {
  return classes.every(({ id }) => id === noClass) ? null : fitClasses(classes, { lexicon, seed });
}

/** One lesson a class; classes without texts cannot be learnt. */
export function joinLessons(lessons: readonly ClassLessons[]): readonly ClassLessons[] {
  const classes = Map.groupBy(lessons, ({ id }) => id);
  return [...classes]
    .map(([id, own]) => ({ id, texts: [...new Set(own.flatMap(({ texts }) => texts))] }))
    .filter(({ texts }) => texts.length > 0);
}

export type VectorsByText = (text: string) => Float32Array | null;

/** Learns what a few classes mean; texts without a vector are left out. */
function trainClassHead(classes: readonly ClassLessons[], vectorOf: VectorsByText): HeadData {
  return trainHead(idsOf(classes), examplesOf(classes, vectorOf), smallHead);
}

/** Learns what entries mean, and keeps what their wordings are like; texts without a vector are left out. */
export function trainTopicMeaning(ids: readonly string[], examples: readonly VectorExample[]): TopicMeaning {
  const head = trainHead(ids, examples, headTraining);
  return { head, neighbours: packNeighbours(ids, examples, head.mean) };
}

const idsOf = (classes: readonly ClassLessons[]): readonly string[] => classes.map(({ id }) => id);

/** Examples of a few classes; texts without a vector are left out. */
export const examplesOf = (classes: readonly ClassLessons[], vectorOf: VectorsByText): readonly VectorExample[] =>
  classes.flatMap(({ texts }, number) =>
    texts.flatMap((text) => {
      const vector = vectorOf(text);
      return vector === null ? [] : [{ vector, class: number }];
    }),
  );

/**
 * Learns what the conversations have a part in: what entries, aspects, acts and special cases mean, and which texts answer what.
 * `matching`: a model that learnt from them.
 */
export function trainFromDialogues(
  { topics, aspects, acts, exceptions, services }: Omit<UnderstandingLessons, 'kinds'>,
  matching: MatchingModel,
  vectorOf: VectorsByText,
): Omit<UnderstandingMeaning, 'modelId' | 'kinds'> {
  return {
    topics: trainTopicMeaning(idsOf(topics), examplesOf(topics, vectorOf)),
    aspects: trainClassHead(aspects, vectorOf),
    acts: trainClassHead(acts, vectorOf),
    exceptions: exceptions.map(({ entry, exception, texts }) => ({
      entry,
      exception,
      vectors: packVectors(texts.flatMap((text) => vectorOf(text) ?? [])),
    })),
    matching: answerVectorsOf(matching, services, vectorOf),
  };
}

/** Learns what entries, aspects, acts and kinds mean; texts without a vector are left out. Some ten seconds. */
export function trainUnderstandingMeaning(
  lessons: UnderstandingLessons,
  modelId: string,
  matching: MatchingModel,
  vectorOf: VectorsByText,
): UnderstandingMeaning {
  return {
    modelId,
    ...trainFromDialogues(lessons, matching, vectorOf),
    kinds: trainClassHead(
      lessons.kinds.map(({ kind, texts }) => ({ id: kind, texts })),
      vectorOf,
    ),
  };
}
