export { type Decision, decide, type Thresholds, thresholds } from './decide.ts';
export type { IndexData } from './indexData.ts';
export { openIndex, type Retriever } from './openIndex.ts';
export { type TrainingOptions, trainIndex } from './trainIndex.ts';
export type { TrainingEntry } from './trainingEntry.ts';
