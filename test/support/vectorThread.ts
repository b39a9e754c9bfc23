import { parentPort } from 'node:worker_threads';

/**
 * A thread in the place of the one that makes vectors, which does what a text says: `die` ends it, `hold` is never answered,
 * `costly` takes five seconds of processor time by its own account. The first number of a vector counts the texts that this
 * thread has worked on.
 */
let worked = 0;

parentPort?.on('message', ({ texts }: { texts: readonly string[] }) => {
  if (texts.includes('die')) throw new Error(`cannot stand ${texts.join()}`);
  if (texts.includes('hold')) return;
  const vectors = texts.map(() => {
    worked += 1;
    return Float32Array.of(worked);
  });
  parentPort?.postMessage({ kind: 'vectors', vectors, cpuMs: texts.includes('costly') ? 5_000 : 0 });
});
parentPort?.postMessage({ kind: 'ready' });
