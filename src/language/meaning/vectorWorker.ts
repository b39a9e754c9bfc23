import { Worker } from 'node:worker_threads';
import type { Log } from '../../core/ports/log.ts';
import type { Variant } from './kernel.ts';

/** What a worker is started with. */
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

/** The thread behind `Meaning`: started again whenever it ends. */
export interface VectorWorker {
  /** Whether it is up, with work or without. */
  isReady(): boolean;
  /** Whether it would begin with a job at once. */
  isFree(): boolean;
  /** Runs one job, only when it is free; null: it ended, or took too long and was ended. */
  run(texts: readonly string[]): Promise<WorkerResult | null>;
  close(): Promise<void>;
}

export interface VectorWorkerDeps extends WorkerStart {
  readonly script: URL;
  readonly log: Log;
  /** Told whenever it becomes free. */
  readonly onFree: () => void;
  /** Told when it is not worth another start. */
  readonly onUnusable: () => void;
  /** How long a job may take before the thread is taken for hung. */
  readonly jobLimitMs: number;
  /** How long the first new start waits; each one after it waits twice as long, up to a minute. */
  readonly restartMs: number;
}

const longestRestartMs = 60_000;

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
    const waitMs = Math.min(longestRestartMs, deps.restartMs * 2 ** failures);
    failures += 1;
    log.warn({ ...fields, waitMs }, 'the thread of sentence vectors ended; it is started again');
    restart = setTimeout(start, waitMs).unref();
  };

  function start(): void {
    restart = null;
    const started = new Worker(deps.script, {
      workerData: { file: deps.file, variant: deps.variant } satisfies WorkerStart,
      // No flags of this process: a debugger's port can be had only once. What it keeps lies outside of its heap.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    });
    worker = started;
    // Only the name of an error: its message might quote what somebody wrote.
    let fields: Record<string, unknown> = {};
    started.on('error', (error) => {
      fields = { error: typeof error === 'object' && error !== null && 'name' in error ? error.name : typeof error };
    });
    started.on('exit', (code) => gone({ ...fields, code }));
    started.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'unusable') {
        isUnusable = true;
        log.warn({ why: answer.why }, 'sentence vectors are off: the model cannot be used');
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
