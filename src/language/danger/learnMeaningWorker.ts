import { replyFromWorker } from '../replyFromWorker.ts';
import type { DangerLessons } from './dangerLessons.ts';
import { type DangerMeaning, trainDangerMeaning } from './trainMeaning.ts';

interface Given {
  readonly lessons: DangerLessons;
  readonly modelId: string;
  readonly texts: readonly string[];
  /** Of the texts, in their order; null where there is none. */
  readonly vectors: readonly (Float32Array | null)[];
}

replyFromWorker<Given, DangerMeaning>(({ lessons, modelId, texts, vectors }) => {
  const known = new Map(texts.map((text, i) => [text, vectors[i] ?? null]));
  return trainDangerMeaning(lessons, modelId, (text) => known.get(text) ?? null);
});
