import { parentPort } from 'node:worker_threads';

/**
 * A thread in the place of the one that makes vectors, which does what a text says: `die` ends it, `hold` is answered with the next job.
 * The first number of a vector counts the texts that this thread has worked on, the second those that it was given with it.
 */
let worked = 0;
let held: readonly string[] = [];

parentPort?.on('message', ({ texts }: { texts: readonly string[] }) => {
  if (texts.includes('die')) throw new Error(`cannot stand ${texts.join()}`);
  if (texts.includes('hold')) {
    held = texts;
    return;
  }
  for (const some of [held, texts].filter(({ length }) => length > 0)) {
    const vectors = some.map(() => Float32Array.of(++worked, some.length));
    parentPort?.postMessage({ kind: 'vectors', vectors, cpuMs: 2 });
  }
  held = [];
});
parentPort?.postMessage({ kind: 'ready' });
