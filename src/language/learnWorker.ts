import { workerData } from 'node:worker_threads';
import { trainClassifier } from './classification/trainClassifier.ts';
import { train } from './detection/train.ts';
import type { Learnt, Lessons } from './learn.ts';
import { replyInTurn } from './replyFromWorker.ts';
import { type IndexData, transferList } from './retrieval/indexData.ts';
import { trainIndex } from './retrieval/trainIndex.ts';
import { readLexicon } from './text/lexicon.ts';

replyInTurn(JSON.parse(workerData as string) as Lessons, [
  {
    work: ({ entries, seed }): Learnt => ({
      index: trainIndex(entries, { seed }),
      languages: train(entries.flatMap(({ variants }) => variants)),
    }),
    buffersOf: ({ index, languages: { table, metIn } }: Learnt) => [
      ...transferList(index),
      table.buffer as ArrayBuffer,
      metIn.buffer as ArrayBuffer,
    ],
  },
  {
    work: ({ kinds, seed }): IndexData | null =>
      kinds.length === 0 ? null : trainClassifier(kinds, { lexicon: readLexicon(), seed }),
    buffersOf: (kinds: IndexData | null) => (kinds === null ? [] : transferList(kinds)),
  },
]);
