import type { Locale } from '../../core/locale.ts';
import { runInWorker } from '../inWorker.ts';
import type { Bayes } from './bayes.ts';
import { type Detector, openDetector } from './index.ts';

/**
 * Makes a detector as `createDetector` does, but learns in a worker thread, so that nobody waits meanwhile.
 * @throws {CodedError} `index.failed`
 */
export async function buildDetector(phrases: readonly { locale: Locale; text: string }[]): Promise<Detector> {
  return openDetector(await runInWorker<Bayes>(new URL('./trainWorker.ts', import.meta.url), phrases));
}
