import { trainClassifier } from './classification/trainClassifier.ts';
import { trainDangerWords } from './danger/dangerLessons.ts';
import { train } from './detection/train.ts';
import type { Learnt, Lessons } from './learn.ts';
import { replyInTurn } from './replyFromWorker.ts';
import type { IndexData } from './retrieval/indexData.ts';
import { trainIndex } from './retrieval/trainIndex.ts';
import { readLexicon } from './text/lexicon.ts';
import { trainUnderstandingWords } from './understanding/lessons.ts';

replyInTurn<Lessons>([
  ({ entries, aspects, acts, seed }): Learnt => ({
    index: trainIndex(entries, { seed }),
    languages: train(entries.flatMap(({ variants }) => variants)),
    ...trainUnderstandingWords({ aspects, acts }, readLexicon(), seed),
  }),
  ({ dangers, seed }): IndexData | null => trainDangerWords(dangers, readLexicon(), seed),
  ({ kinds, seed }): IndexData | null =>
    kinds.length === 0 ? null : trainClassifier(kinds, { lexicon: readLexicon(), seed }),
]);
