import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { Log } from '../core/ports/log.ts';

/** A thread that is started again whenever it ends. */
export interface KeptThread {
  /** Sends a message; lost when the thread is down. */
  post(message: unknown): void;
  /** Ends a thread that hangs; it is started again. */
  end(): void;
  /** Ends it for good. */
  close(): Promise<void>;
}

interface KeptThreadDeps<A> {
  readonly script: URL;
  /** What it is in log lines, as in "the thread of sentence vectors". */
  readonly name: string;
  readonly log: Log;
  readonly workerData: unknown;
  readonly resourceLimits: WorkerOptions['resourceLimits'];
  /** Delay before the first restart; it doubles each time, up to a minute, until the thread has done something. */
  readonly restartMs: number;
  /** A message of the thread; `isOfUse` tells that it has done something. */
  readonly onMessage: (message: A) => { readonly isOfUse: boolean };
  /** The thread has ended; whatever it was given is lost. */
  readonly onEnd: () => void;
}

const maxRestartMs = 60_000;

/** Starts the thread. It keeps no process alive. */
export function keepThread<A>(deps: KeptThreadDeps<A>): KeptThread {
  let worker: Worker | null = null;
  let isClosed = false;
  let failures = 0;
  let restart: NodeJS.Timeout | null = null;

  const gone = (fields: Readonly<Record<string, unknown>>) => {
    worker = null;
    deps.onEnd();
    if (isClosed) return;
    const waitMs = Math.min(maxRestartMs, deps.restartMs * 2 ** failures);
    failures += 1;
    deps.log.warn({ ...fields, waitMs }, `${deps.name} ended; restarting it`);
    restart = setTimeout(start, waitMs).unref();
  };

  function start(): void {
    restart = null;
    const started = new Worker(deps.script, {
      workerData: deps.workerData,
      // None of this process's flags: two processes cannot use the same debugger port.
      execArgv: [],
      resourceLimits: deps.resourceLimits,
    });
    worker = started;
    // Only the name of an error: its message might quote a person's text.
    let fields: Record<string, unknown> = {};
    started.on('error', (error) => {
      fields = { error: typeof error === 'object' && error !== null && 'name' in error ? error.name : typeof error };
    });
    started.on('exit', (code) => gone({ ...fields, code }));
    started.on('message', (message: A) => {
      if (deps.onMessage(message).isOfUse) failures = 0;
    });
    started.unref();
  }

  start();
  return {
    post: (message) => worker?.postMessage(message),
    end: () => void worker?.terminate(),
    async close() {
      isClosed = true;
      if (restart !== null) clearTimeout(restart);
      await worker?.terminate();
    },
  };
}
