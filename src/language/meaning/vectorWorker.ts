import { Worker } from 'node:worker_threads';
import type { Log } from '../../core/ports/log.ts';
import type { Variant } from './kernel.ts';

/** Start data of a worker. */
export interface WorkerStart {
  readonly file: string;
  readonly variant: Variant;
}

export interface WorkerJob {
  readonly texts: readonly string[];
}

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[]; readonly cpuMs: number };

export interface WorkerResult {
  readonly vectors: readonly Float32Array[];
  /** Processor time that it took. */
  readonly cpuMs: number;
}

/** The thread behind `Meaning`: restarted whenever it ends. */
export interface VectorWorker {
  /** Whether it is running, busy or not. */
  isReady(): boolean;
  /** Whether it would start a job at once. */
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
  readonly onUnusable: () => void;
  /** Timeout of a job, after which the thread counts as hung. */
  readonly jobLimitMs: number;
  /** Delay before the first restart; it doubles each time, up to a minute. */
  readonly restartMs: number;
}

const maxRestartMs = 60_000;

/** Starts the thread. It keeps no process alive. */
export function startVectorWorker(deps: VectorWorkerDeps): VectorWorker {
  const { log } = deps;
  let worker: Worker | null = null;
  let isUp = false;
  let isClosed = false;
  let isUnusable = false;
  let failures = 0;
  let restart: NodeJS.Timeout | null = null;
  let job: { done: (result: WorkerResult | null) => void; limit: NodeJS.Timeout } | null = null;

  const finish = (result: WorkerResult | null) => {
    if (job === null) return;
    clearTimeout(job.limit);
    const { done } = job;
    job = null;
    done(result);
  };

  const gone = (fields: Readonly<Record<string, unknown>>) => {
    worker = null;
    isUp = false;
    finish(null);
    if (isClosed || isUnusable) return;
    const waitMs = Math.min(maxRestartMs, deps.restartMs * 2 ** failures);
    failures += 1;
    log.warn({ ...fields, waitMs }, 'the thread of sentence vectors ended; restarting it');
    restart = setTimeout(start, waitMs).unref();
  };

  function start(): void {
    restart = null;
    const started = new Worker(deps.script, {
      workerData: { file: deps.file, variant: deps.variant } satisfies WorkerStart,
      // None of this process's flags: two processes cannot use the same debugger port. Its data is outside its heap.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    });
    worker = started;
    // Only the name of an error: its message might quote a person's text.
    let fields: Record<string, unknown> = {};
    started.on('error', (error) => {
      fields = { error: typeof error === 'object' && error !== null && 'name' in error ? error.name : typeof error };
    });
    started.on('exit', (code) => gone({ ...fields, code }));
    started.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'unusable') {
        isUnusable = true;
        log.warn({ why: answer.why }, 'sentence vectors are off: the model is unusable');
        deps.onUnusable();
        void started.terminate();
        return;
      }
      if (answer.kind === 'ready') isUp = true;
      else {
        failures = 0;
        finish(answer);
      }
      deps.onFree();
    });
    started.unref();
  }

  start();
  return {
    isReady: () => isUp,
    isFree: () => isUp && job === null,
    run: (texts) =>
      new Promise((done) => {
        const target = worker;
        if (target === null || !isUp || job !== null) return done(null);
        job = { done, limit: setTimeout(() => void target.terminate(), deps.jobLimitMs).unref() };
        target.postMessage({ texts } satisfies WorkerJob);
      }),
    async close() {
      isClosed = true;
      if (restart !== null) clearTimeout(restart);
      finish(null);
      await worker?.terminate();
    },
  };
}
