import { parentPort, workerData } from 'node:worker_threads';
import { memoryOfProcess, startReturningMemory } from '../returnMemory.ts';
import type { WorkerAnswer, WorkerJob, WorkerStart } from './vectorWorker.ts';

// The thread that computes vectors: one job after the other.
const { file, matching }: WorkerStart = workerData;

const answer = (message: WorkerAnswer, moved: ArrayBuffer[] = []) => parentPort?.postMessage(message, moved);

try {
  // Loaded here: where the library does not run on this machine, that is an answer, and no crash.
  const { openModel } = await import('./model.ts');
  const model = await openModel(file, matching);
  let last: Promise<void> = Promise.resolve();
  parentPort?.on('message', ({ texts }: WorkerJob) => {
    last = last.then(async () => {
      const begun = cpuMs();
      const vectors = await model.vectors(texts);
      const buffers = vectors.map((vector) => vector.buffer as ArrayBuffer);
      answer({ kind: 'vectors', vectors, cpuMs: cpuMs() - begun }, buffers);
    });
  });
  // What reading the model left behind is half of this thread's heap.
  startReturningMemory(memoryOfProcess());
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'unusable', why: error instanceof Error ? error.message : String(error) });
}

/** Processor time of this thread. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
