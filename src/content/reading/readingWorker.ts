import { parentPort } from 'node:worker_threads';
import { recordOf } from '../../core/model/understanding.ts';
import type { Knowledge, Read, ReadText } from '../../core/ports/knowledge.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { memoryOfProcess, startReturningMemory } from '../../language/returnMemory.ts';
import { maxReleases, type ReadJob, type ReadResult, type ToReader, type ToReadingThread } from './readingThread.ts';
import { openReader } from './textReader.ts';

// The thread that reads texts: batch after batch, by the newest contents that it was given.

/** Readings kept until their vectors come. */
const maxReadings = 48;
/** Results are sent after so much work, and not only at the end of a long batch. */
const sliceMs = 4;

const readers = new Map<number, Knowledge['understand']>();
const readings = createLruCache<number, ReadText>(maxReadings);
const answer = (message: ToReadingThread) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'load') {
    readers.set(message.release, openReader(message.source));
    for (const release of [...readers.keys()].slice(0, -maxReleases)) readers.delete(release);
    answer({ kind: 'loaded', release: message.release });
    return;
  }
  let results: ReadResult[] = [];
  let begun = performance.now();
  for (const job of message.jobs) {
    results.push(resultOf(job));
    const now = performance.now();
    if (now - begun < sliceMs) continue;
    answer({ kind: 'read', results, ms: now - begun });
    results = [];
    begun = now;
  }
  if (results.length > 0) answer({ kind: 'read', results, ms: performance.now() - begun });
});
startReturningMemory(memoryOfProcess());
answer({ kind: 'up' });

/** The result of a job; without a reading where it failed as a whole, or its content is not there any more. */
function resultOf(job: ReadJob): ReadResult {
  try {
    const said = readings.get(job.of) ?? readers.get(job.release)?.(job.text, job.whole);
    if (said === undefined) return { id: job.id, read: null, wants: [] };
    const { vectors } = job;
    if (vectors === null) {
      if (said.wants.length > 0) readings.set(job.id, said);
      return toResult(job.id, said, said.wants);
    }
    return toResult(
      job.id,
      said.weigh((text) => vectors.get(text) ?? null),
      [],
    );
  } catch {
    // The other thread tries for itself, and says what is wrong.
    return { id: job.id, read: null, wants: [] };
  }
}

function toResult(id: number, { understanding, error }: Read, wants: readonly string[]): ReadResult {
  const read = JSON.stringify(recordOf(understanding));
  if (error === undefined) return { id, read, wants };
  return { id, read, wants, error: error instanceof Error ? error : new Error(String(error)) };
}
