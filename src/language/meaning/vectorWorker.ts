import type { Log } from '../../core/ports/log.ts';
import { keepThread } from '../keptThread.ts';

/** Start data of a worker. */
export interface WorkerStart {
  readonly file: string;
  /** The file of what matches messages with texts; null: there is none. */
  readonly matching: string | null;
}

export interface WorkerJob {
  readonly texts: readonly string[];
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[]; readonly cpuMs: number };

interface WorkerResult {
  readonly vectors: readonly Float32Array[];
  /** Processor time that it took. */
  readonly cpuMs: number;
}

/** A thread behind `Meaning`: restarted whenever it ends. */
export interface VectorWorker {
  /** True if it is running, busy or not. */
  isReady(): boolean;
  /** True if it would start a job at once. */
  isFree(): boolean;
  /** Runs one job, only when it is free; null: it died, or timed out and was ended. */
  run(texts: readonly string[]): Promise<WorkerResult | null>;
  close(): Promise<void>;
}

export interface VectorWorkerDeps extends WorkerStart {
  readonly script: URL;
  readonly log: Log;
  /** Called whenever it becomes free. */
  readonly onFree: () => void;
  /** Called when a restart is pointless. */
  readonly onUnusable: (why: string) => void;
  /** Timeout of a job, after which the thread counts as hung. */
  readonly jobLimitMs: number;
  /** Delay before the first restart; it doubles each time, up to a minute. */
  readonly restartMs: number;
}

/** Starts the thread. It keeps no process alive. */
export function startVectorWorker(deps: VectorWorkerDeps): VectorWorker {
  let isUp = false;
  let job: { done: (result: WorkerResult | null) => void; limit: NodeJS.Timeout } | null = null;

  const finish = (result: WorkerResult | null) => {
    if (job === null) return;
    clearTimeout(job.limit);
    const { done } = job;
    job = null;
    done(result);
  };

  const thread = keepThread<WorkerAnswer>({
    script: deps.script,
    name: 'a thread of sentence vectors',
    log: deps.log,
    workerData: { file: deps.file, matching: deps.matching } satisfies WorkerStart,
    // Its data is outside its heap.
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    restartMs: deps.restartMs,
    onMessage(answer) {
      if (answer.kind === 'unusable') {
        deps.onUnusable(answer.why);
        return { isOfUse: false };
      }
      if (answer.kind === 'ready') isUp = true;
      else finish(answer);
      deps.onFree();
      return { isOfUse: answer.kind === 'vectors' };
    },
    onEnd() {
      isUp = false;
      finish(null);
    },
  });

  return {
    isReady: () => isUp,
    isFree: () => isUp && job === null,
    run: (texts) =>
      new Promise((done) => {
        if (!isUp || job !== null) return done(null);
        job = { done, limit: setTimeout(thread.end, deps.jobLimitMs).unref() };
        thread.post({ texts } satisfies WorkerJob);
      }),
    async close() {
      finish(null);
      await thread.close();
    },
  };
}
