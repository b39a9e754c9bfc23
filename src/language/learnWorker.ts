import { train } from './detection/train.ts';
import type { Learnt } from './learn.ts';
import { replyFromWorker } from './replyFromWorker.ts';
import { transferList } from './retrieval/indexData.ts';
import { trainIndex } from './retrieval/trainIndex.ts';
import type { TrainingEntry } from './retrieval/trainingEntry.ts';

replyFromWorker(
  (order: string): Learnt => {
    const { entries, options } = JSON.parse(order) as { entries: readonly TrainingEntry[]; options: { seed: number } };
    return { index: trainIndex(entries, options), languages: train(entries.flatMap(({ variants }) => variants)) };
  },
  ({ index, languages: { table, metIn } }) => [
    ...transferList(index),
    table.buffer as ArrayBuffer,
    metIn.buffer as ArrayBuffer,
  ],
);
