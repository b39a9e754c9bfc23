import { parentPort, workerData } from 'node:worker_threads';
import { memoryOfProcess, startReturningMemory } from '../returnMemory.ts';
import { type Model, openModel } from './model.ts';
import type { WorkerAnswer, WorkerJob, WorkerStart } from './vectorWorker.ts';

// The thread that computes vectors: one job after the other.
const { file, matching, variant }: WorkerStart = workerData;

const answer = (message: WorkerAnswer, moved: ArrayBuffer[] = []) => parentPort?.postMessage(message, moved);

const model = open();
if (model !== null) {
  parentPort?.on('message', ({ texts }: WorkerJob) => {
    const begun = cpuMs();
    const vectors = model.vectors(texts);
    const buffers = vectors.map((vector) => vector.buffer as ArrayBuffer);
    answer({ kind: 'vectors', vectors, cpuMs: cpuMs() - begun }, buffers);
  });
  // What reading the model left behind is half of this thread's heap.
  startReturningMemory(memoryOfProcess());
  answer({ kind: 'ready' });
}

function open(): Model | null {
  try {
    return openModel(file, variant, matching);
  } catch (error) {
    answer({ kind: 'unusable', why: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Processor time of this thread. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
