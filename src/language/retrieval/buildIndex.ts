import { runInWorker } from '../inWorker.ts';
import type { IndexData } from './indexData.ts';
import type { TrainingOptions } from './trainIndex.ts';
import type { TrainingEntry } from './trainingEntry.ts';
import type { Work } from './trainWorker.ts';

/**
 * Trains an index in a worker thread, so that nobody waits meanwhile.
 * @throws {CodedError} `index.failed`
 */
export function buildIndex(entries: readonly TrainingEntry[], options: TrainingOptions): Promise<IndexData> {
  const work: Work = { entries, options };
  // One string crosses over in a few milliseconds; cloning 30,000 small objects would hold up the event loop for 50.
  return runInWorker(new URL('./trainWorker.ts', import.meta.url), JSON.stringify(work));
}
