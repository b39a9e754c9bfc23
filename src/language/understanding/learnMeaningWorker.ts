import { replyFromWorker } from '../replyFromWorker.ts';
import { trainUnderstandingMeaning, type UnderstandingLessons, type UnderstandingMeaning } from './lessons.ts';

interface Given {
  readonly lessons: UnderstandingLessons;
  readonly modelId: string;
  readonly texts: readonly string[];
  /** Of the texts, in their order; null where there is none. */
  readonly vectors: readonly (Float32Array | null)[];
}

replyFromWorker<Given, UnderstandingMeaning>(({ lessons, modelId, texts, vectors }) => {
  const known = new Map(texts.map((text, i) => [text, vectors[i] ?? null]));
  return trainUnderstandingMeaning(lessons, modelId, (text) => known.get(text) ?? null);
});
