import { replyFromWorker } from '../replyFromWorker.ts';
import { transferList } from './indexData.ts';
import { type TrainingOptions, trainIndex } from './trainIndex.ts';
import type { TrainingEntry } from './trainingEntry.ts';

/** What the worker is given, as JSON. */
export interface Work {
  readonly entries: readonly TrainingEntry[];
  readonly options: TrainingOptions;
}

replyFromWorker((order: string) => {
  const { entries, options } = JSON.parse(order) as Work;
  return trainIndex(entries, options);
}, transferList);
