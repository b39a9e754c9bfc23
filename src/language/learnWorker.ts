import { trainClassifier } from './classification/trainClassifier.ts';
import { trainDangerWords } from './danger/dangerLessons.ts';
import { train } from './detection/train.ts';
import type { Lessons, ModelName, TrainedModels } from './learn.ts';
import { replyInTurn } from './replyFromWorker.ts';
import { trainIndex } from './retrieval/trainIndex.ts';
import { readLexicon } from './text/lexicon.ts';
import { trainClassWords, trainUnderstandingWords } from './understanding/lessons.ts';

const learners: { readonly [P in ModelName]: (lessons: Lessons) => TrainedModels[P] } = {
  entries: ({ entries, seed }) => ({
    index: trainIndex(entries, { seed }),
    languages: train(entries.flatMap(({ variants }) => variants)),
  }),
  understanding: ({ seed, ...lessons }) => trainUnderstandingWords(lessons, readLexicon(), seed),
  scope: ({ scope, seed }) => trainClassWords(scope, readLexicon(), seed),
  dangers: ({ dangers, seed }) => trainDangerWords(dangers, readLexicon(), seed),
  kinds: ({ kinds, seed }) => (kinds.length === 0 ? null : trainClassifier(kinds, { lexicon: readLexicon(), seed })),
};

replyInTurn<{ lessons: Lessons; models: readonly ModelName[] }>(({ lessons, models }) =>
  models.map((model) => () => learners[model](lessons)),
);
