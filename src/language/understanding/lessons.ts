import { fitClasses } from '../classification/fitClasses.ts';
import type { KindExamples } from '../classification/index.ts';
import type { IndexData } from '../retrieval/indexData.ts';
import type { LexiconData } from '../text/lexicon.ts';
import { noClass } from './classes.ts';
import { type ExceptionTexts, type ExceptionVectors, packVectors } from './exceptions.ts';
import { type HeadData, type HeadExample, trainHead } from './head.ts';
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
  /** Whether a text is the council's business: the class `outside`, and all else. */
  readonly scope: readonly ClassLessons[];
  readonly kinds: readonly Pick<KindExamples, 'kind' | 'texts'>[];
  readonly exceptions: readonly ExceptionTexts[];
}

/** By which words aspects, acts and scope are told; null where there is nothing to learn from. */
export interface UnderstandingWords {
  readonly aspects: IndexData | null;
  readonly acts: IndexData | null;
  readonly scope: IndexData | null;
}

/** What was learnt of meanings, from sentence vectors. */
export interface UnderstandingMeaning {
  /** Names what the vectors come from: others can't be read with it. */
  readonly modelId: string;
  readonly topics: TopicMeaning;
  readonly aspects: HeadData;
  readonly acts: HeadData;
  readonly scope: HeadData;
  readonly kinds: HeadData;
  readonly exceptions: readonly ExceptionVectors[];
}

/** How heads are trained; another training gives what is learnt another name. */
export const headTraining = { seed: 1, epochs: 8, rate: 0.08, decay: 0.004 } as const;
const smallHead = { ...headTraining, epochs: 16, rate: 0.15 } as const;

/** All texts whose vectors `trainUnderstandingMeaning` needs. */
export function textsOf(lessons: UnderstandingLessons): readonly string[] {
  const { topics, aspects, acts, scope, kinds, exceptions } = lessons;
  const texts = [...topics, ...aspects, ...acts, ...scope, ...kinds, ...exceptions].flatMap((each) => each.texts);
  return [...new Set(texts)];
}

/** Learns words for aspects, acts and scope: a second. */
export function trainUnderstandingWords(
  { aspects, acts, scope }: Pick<UnderstandingLessons, 'aspects' | 'acts' | 'scope'>,
  lexicon: LexiconData,
  seed: number,
): UnderstandingWords {
  const model = (classes: readonly ClassLessons[]) =>
    classes.filter(({ id }) => id !== noClass).length === 0 ? null : fitClasses(classes, { lexicon, seed });
  return { aspects: model(aspects), acts: model(acts), scope: model(scope) };
}

type VectorsByText = (text: string) => Float32Array | null;

/** Learns what a few classes mean; texts without a vector are left out. */
function trainClassHead(classes: readonly ClassLessons[], vectorOf: VectorsByText): HeadData {
  return trainHead(idsOf(classes), examplesOf(classes, vectorOf), smallHead);
}

/** Learns what entries mean, and keeps what their wordings are like; texts without a vector are left out. */
export function trainTopicMeaning(ids: readonly string[], examples: readonly HeadExample[]): TopicMeaning {
  const head = trainHead(ids, examples, headTraining);
  return { head, neighbours: packNeighbours(ids, examples, head.mean) };
}

const idsOf = (classes: readonly ClassLessons[]): readonly string[] => classes.map(({ id }) => id);

const examplesOf = (classes: readonly ClassLessons[], vectorOf: VectorsByText): readonly HeadExample[] =>
  classes.flatMap(({ texts }, number) =>
    texts.flatMap((text) => {
      const vector = vectorOf(text);
      return vector === null ? [] : [{ vector, class: number }];
    }),
  );

/** Learns what the conversations have a part in: what entries, aspects, acts and scope mean. */
export function trainFromDialogues(
  { topics, aspects, acts, scope }: Pick<UnderstandingLessons, 'topics' | 'aspects' | 'acts' | 'scope'>,
  vectorOf: VectorsByText,
): Pick<UnderstandingMeaning, 'topics' | 'aspects' | 'acts' | 'scope'> {
  return {
    topics: trainTopicMeaning(idsOf(topics), examplesOf(topics, vectorOf)),
    aspects: trainClassHead(aspects, vectorOf),
    acts: trainClassHead(acts, vectorOf),
    scope: trainClassHead(scope, vectorOf),
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
    exceptions: lessons.exceptions.map(({ entry, exception, texts }) => ({
      entry,
      exception,
      vectors: packVectors(texts.flatMap((text) => vectorOf(text) ?? [])),
    })),
  };
}
