import { parentPort } from 'node:worker_threads';

// A thread of checkpoints that takes every file and dies of the first thing that it is asked for.
parentPort?.on('message', ({ kind, file }: { kind: string; file: string }) => {
  if (kind === 'open') parentPort?.postMessage({ kind: 'opened', file });
  else throw new Error('the thread dies');
});
