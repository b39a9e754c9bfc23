import { Worker } from 'node:worker_threads';
import type { IndexData } from './indexData.ts';
import type { TrainingEntry, TrainingOptions } from './trainIndex.ts';
import type { WorkerReply } from './trainWorker.ts';

/** Training failed; `cause` says why. `code` is `RETRIEVAL_TRAINING_FAILED`. */
export class TrainingError extends Error {
  readonly code = 'RETRIEVAL_TRAINING_FAILED';

  constructor(reason: string, options?: ErrorOptions) {
    super(
      `The question index could not be built: ${reason}. The last index goes on serving; mend the content and load again.`,
      options,
    );
    this.name = 'TrainingError';
  }
}

/** Trains an index in a worker thread, so that nobody waits meanwhile. Rejects with a TrainingError. */
export function buildIndex(entries: readonly TrainingEntry[], options: TrainingOptions): Promise<IndexData> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./trainWorker.ts', import.meta.url), { workerData: { entries, options } });
    let settled = false;
    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      finish();
      void worker.terminate();
    };
    worker.on('message', (reply: WorkerReply) =>
      settle(() => {
        if (reply.kind === 'trained') resolve(reply.data);
        else reject(new TrainingError(reply.error.message, { cause: reply.error }));
      }),
    );
    worker.on('error', (error) => settle(() => reject(new TrainingError(error.message, { cause: error }))));
    worker.on('exit', (code) => settle(() => reject(new TrainingError(`the worker ended early (exit ${code})`))));
  });
}
