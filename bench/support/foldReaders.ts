import { fileURLToPath } from 'node:url';
import { learntVariantsOf } from '../../src/content/entries.ts';
import { openReader, type ReaderSource } from '../../src/content/reading/textReader.ts';
import { understandingLessonsOf } from '../../src/content/understanding/lessonsOf.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import { readMatchingModel } from '../../src/language/matching/matchingFile.ts';
import { readModelId, shippedModel } from '../../src/language/meaning/modelFile.ts';
import { readVectors, vectorsAhead } from '../../src/language/meaning/vectors.ts';
import { trainIndex } from '../../src/language/retrieval/index.ts';
import { trainFromDialogues, trainUnderstandingWords } from '../../src/language/understanding/lessons.ts';
import { readTrainingDialogues } from '../../src/language/understanding/trainingDialogues.ts';
import { readAtOnce, type ShippedKnowledge } from './shipped.ts';
import { openVectors } from './vectors.ts';

export type Read = (text: string) => Promise<Understanding>;

/** Reads the messages of training conversations as if they were new. */
export interface FoldReaders {
  readonly folds: readonly Read[];
  /** The number of the reader that did not learn from a conversation. */
  readonly foldOf: (id: string) => number;
}

const folds = 3;
const seed = 1;

/** The model of matching that learnt from the conversations of the other folds. */
const matchingOf = (fold: number) => fileURLToPath(new URL(`../matchingFolds/${fold}.bin`, import.meta.url));

/**
 * Entries, acts, aspects and special cases are learnt from the same conversations as what messages do: each is read by what was learnt from
 * the others. `source`: what the shipped content is read by.
 */
export function createFoldReaders(
  { content, knowledge }: ShippedKnowledge,
  { content: readerContent, models }: ReaderSource,
): FoldReaders {
  const training = readTrainingDialogues();
  // What lessons mean ships, as the bot learns from it: to compute it again takes longer than all else together.
  const vectorsKnown = readVectors(vectorsAhead, readModelId(shippedModel));
  const numbers = new Map(training.map(({ id }, index) => [id, index % folds]));
  const readerWithout = (fold: number): Read => {
    const others = training.filter(({ id }) => numbers.get(id) !== fold);
    const entries = learntVariantsOf(content, others);
    const lessons = understandingLessonsOf(content, others, entries);
    const { meaning, learnt } = models;
    const { vectorOf } = openVectors(matchingOf(fold));
    const lessonVectorOf = (text: string) => vectorsKnown.get(text) ?? vectorOf(text);
    const index = trainIndex(entries, { seed });
    const words = trainUnderstandingWords(lessons, index.lexicon, seed);
    const understandText = openReader({
      content: { ...readerContent, exceptions: lessons.exceptions },
      models: {
        ...models,
        learnt: { ...learnt, ...words, index },
        meaning:
          meaning === null
            ? null
            : { ...meaning, ...trainFromDialogues(lessons, readMatchingModel(matchingOf(fold)), lessonVectorOf) },
      },
    });
    // Conversations are played after their messages were read once.
    const known = new Map<string, Promise<Understanding>>();
    return (text) => {
      const reading = known.get(text) ?? readAtOnce({ ...knowledge, understand: understandText }, vectorOf, text);
      known.set(text, reading);
      return reading;
    };
  };
  return {
    folds: Array.from({ length: folds }, (_, fold) => readerWithout(fold)),
    foldOf: (id) => numbers.get(id) ?? 0,
  };
}
