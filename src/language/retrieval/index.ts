export type { IndexData } from './indexData.ts';
export { type Distribution, openIndex, type Retriever, wordStoreFor } from './openIndex.ts';
export { type TrainingOptions, trainIndex } from './trainIndex.ts';
export type { TrainingEntry } from './trainingEntry.ts';
