import { parentPort } from 'node:worker_threads';
import type { ToReader } from '../../src/content/reading/readingThread.ts';
import { notUnderstood, recordOf } from '../../src/core/model/understanding.ts';

/**
 * A thread in the place of the one that reads texts, which does what a text says: `die` ends it, `hold` is answered with
 * the next batch only, `fail` could not be read, `doubt` wants a vector. Its readings name the content as `release 1`, and
 * as their small talk the jobs of the batch, or the job that read the words before.
 */
const held: ToReader[] = [];

parentPort?.on('message', (message: ToReader) => {
  if (message.kind === 'load') {
    parentPort?.postMessage({ kind: 'loaded', release: message.release });
    return;
  }
  const texts = message.jobs.map(({ text }) => text);
  if (texts.includes('die')) throw new Error(`cannot stand ${texts.join()}`);
  if (texts.includes('hold')) return void held.push(message);
  for (const one of [...held.splice(0), message]) if (one.kind === 'read') answer(one);
});
parentPort?.postMessage({ kind: 'up' });

function answer({ jobs }: Extract<ToReader, { kind: 'read' }>): void {
  const results = jobs.map(({ id, release, text, of, vectors }) => {
    const smallTalk = vectors === null ? `batch of ${jobs.length}` : `words of ${of}`;
    const understanding = { ...notUnderstood(`release ${release}`), smallTalk };
    const read = text === 'fail' ? null : JSON.stringify(recordOf(understanding));
    const error = text === 'broken' ? { error: new Error('broken') } : {};
    return { id, read, wants: text === 'doubt' && vectors === null ? ['doubt'] : [], ...error };
  });
  parentPort?.postMessage({ kind: 'read', results, ms: 1 });
}
