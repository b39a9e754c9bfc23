import type { Bayes } from './detection/index.ts';
import { runInWorker } from './inWorker.ts';
import type { IndexData } from './retrieval/index.ts';
import type { TrainingEntry } from './retrieval/trainingEntry.ts';

/** What was learnt from phrasings: which entry a text means, and which language it is in. */
export interface Learnt {
  readonly index: IndexData;
  readonly languages: Bayes;
}

/**
 * Learns from the phrasings of entries in a worker thread, so that nobody waits meanwhile; the same entries and seed
 * give the same. One thread for both: a second one would load and keep everything twice, and save a tenth of a second.
 * @throws {CodedError} `index.failed`
 */
export function learn(entries: readonly TrainingEntry[], options: { readonly seed: number }): Promise<Learnt> {
  // One string crosses over in a few milliseconds; cloning 30,000 small objects would hold up the event loop for 50.
  return runInWorker(new URL('./learnWorker.ts', import.meta.url), JSON.stringify({ entries, options }));
}
