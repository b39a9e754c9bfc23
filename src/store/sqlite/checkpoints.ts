import { Worker } from 'node:worker_threads';
import type { Log } from '../../core/ports/log.ts';

/** What the thread is started with. */
export interface CheckpointLimits {
  /** Pages of a log from which on it is begun again, unless the disk is slow. */
  readonly longLog: number;
  /** Pages of a log from which on it is begun again in any case. */
  readonly longestLog: number;
  /** Most milliseconds that a copy takes on a disk that is not slow at the moment. */
  readonly slowMs: number;
  /** Milliseconds that beginning a log again waits for readers and a writer. */
  readonly lockTimeoutMs: number;
  /** Milliseconds without a commit after which a log is emptied. */
  readonly idleMs: number;
}

export interface CheckpointOptions extends Partial<CheckpointLimits> {
  /** Milliseconds between two checkpoints of a file while it is written to. */
  readonly intervalMs?: number;
  readonly script?: URL;
}

/** Logs of some 16 and 64 MB. */
const defaults: CheckpointLimits = {
  longLog: 4_000,
  longestLog: 16_000,
  slowMs: 100,
  lockTimeoutMs: 100,
  idleMs: 5_000,
};
/**
 * Milliseconds without an answer after which commits checkpoint their file themselves again. A thread that waits for a slow
 * disk does not hang: in its place the event loop would wait for that disk.
 */
const hangMs = 120_000;

/** Messages to the thread. */
export type ToCheckpointThread =
  | { readonly kind: 'open'; readonly file: string }
  | { readonly kind: 'close'; readonly file: string }
  | { readonly kind: CheckpointWork; readonly file: string; readonly id: number };

/** What the thread is asked to do: copy, beginning a long log again; empty the log; only copy. */
export type CheckpointWork = 'checkpoint' | 'empty' | 'copy';

/** What the thread did: `isBusy` if another checkpoint was under way; `log`: pages left in the log, -1 where unknown. */
export interface CheckpointResult {
  readonly isBusy: boolean;
  readonly log: number;
}

/**
 * Messages of the thread; `id` is null where nobody asked. `result` is null where it failed, with the code of SQLite or of
 * the system, or does not know the file. `isLost`: a flush of the file failed.
 */
export type OfCheckpointThread =
  | { readonly kind: 'opened' | 'closed'; readonly file: string }
  | {
      readonly kind: 'done';
      readonly id: number | null;
      readonly file: string;
      readonly result: CheckpointResult | null;
      readonly code: string | null;
      readonly isLost: boolean;
    };

/** A file whose write-ahead log the thread looks after. */
interface KeptLog {
  /** Something was committed to it. */
  wrote(): void;
  /** Empties the log; resolves to whether it is empty, null where the thread can't tell. */
  empty(): Promise<boolean | null>;
  /**
   * Whether another process checkpoints the file at this moment, null where the thread can't tell. While the thread itself
   * checkpoints there is no answer.
   */
  isCheckpointing(): Promise<boolean | null>;
  /** Resolves when the thread has closed the file. */
  release(): Promise<void>;
}

/**
 * Copies commits from write-ahead logs into their files in a thread. Inside COMMIT, as SQLite does it on its own, it holds up
 * the event loop for as long as the disk takes.
 */
export interface Checkpoints {
  /** Looks after an open file from now on. */
  keep(file: string, holder: LogHolder): KeptLog;
  /** Ends the thread, after all files were released. */
  close(): Promise<void>;
}

/** Who has the file open. */
export interface LogHolder {
  /** Called with `thread` once the thread checkpoints the file, and with `commit` if it no longer can. */
  checkpointBy(who: Checkpointer): void;
  /** Called with the code of the system when the disk may not have kept what was copied: the log still has it. */
  lose(code: string): void;
}

/** Who copies commits into a file: each commit, as SQLite does it on its own, or the thread. */
type Checkpointer = 'commit' | 'thread';

interface Kept extends LogHolder {
  readonly file: string;
  readonly released: () => void;
  isOpen: boolean;
  timer: NodeJS.Timeout | null;
  /** Whether something was committed since the last checkpoint was asked for. */
  isDirty: boolean;
  /** When the thread was asked for the one that is under way; null: none is. */
  askedAt: number | null;
}

/** Starts the thread; it keeps no process alive. Without it, files are looked after as by SQLite itself. */
export function startCheckpoints(log: Log, options: CheckpointOptions = {}): Checkpoints {
  const { intervalMs = 500, script = new URL('checkpointWorker.ts', import.meta.url), ...limits } = options;
  const files = new Map<string, Kept>();
  const waiting = new Map<number, (result: CheckpointResult | null) => void>();
  let lastId = 0;
  let holders = 0;
  let isFailing = false;
  let isClosing = false;
  let worker: Worker | null = new Worker(script, {
    execArgv: [],
    workerData: { ...defaults, ...limits } satisfies CheckpointLimits,
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 },
  });
  const post = (message: ToCheckpointThread) => worker?.postMessage(message);
  const ended = new Promise<void>((resolve) => worker?.once('exit', () => resolve()));

  worker.on('error', (error) => log.warn({ error: (error as Error | null)?.name }, 'the thread of checkpoints failed'));
  worker.on('exit', () => {
    worker = null;
    if (!isClosing) log.warn({}, 'the thread of checkpoints ended; commits checkpoint their files themselves');
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
    for (const kept of files.values()) {
      if (kept.isOpen) kept.checkpointBy('commit');
      kept.isOpen = false;
      kept.released();
    }
    files.clear();
  });
  worker.on('message', (message: OfCheckpointThread) => {
    if (message.kind === 'done') {
      if (message.id !== null) {
        waiting.get(message.id)?.(message.result);
        waiting.delete(message.id);
      }
      if (message.isLost) files.get(message.file)?.lose(message.code ?? 'unknown');
      if (message.code !== null && !isFailing)
        log.warn({ code: message.code }, 'a checkpoint failed; it will be tried again');
      isFailing = message.code !== null;
      return;
    }
    const kept = files.get(message.file);
    if (kept === undefined) return;
    kept.isOpen = message.kind === 'opened';
    if (kept.isOpen) kept.checkpointBy('thread');
    else {
      files.delete(message.file);
      kept.released();
    }
  });
  worker.unref();

  /** Keeps the process alive until some work is done, which else would end while it waits for the thread. */
  async function untilDone<T>(work: Promise<T>): Promise<T> {
    holders += 1;
    worker?.ref();
    try {
      return await work;
    } finally {
      holders -= 1;
      if (holders === 0) worker?.unref();
    }
  }

  function ask(kind: CheckpointWork, file: string): Promise<CheckpointResult | null> {
    lastId += 1;
    const id = lastId;
    const { promise, resolve } = Promise.withResolvers<CheckpointResult | null>();
    waiting.set(id, resolve);
    post({ kind, file, id });
    return promise;
  }

  async function checkpoint(kept: Kept): Promise<void> {
    kept.isDirty = false;
    kept.askedAt = performance.now();
    await ask('checkpoint', kept.file);
    // It had been given up meanwhile.
    if (kept.isOpen && performance.now() - kept.askedAt >= hangMs) kept.checkpointBy('thread');
    kept.askedAt = null;
    if (kept.isDirty) plan(kept);
  }

  function plan(kept: Kept): void {
    kept.isDirty = true;
    if (!kept.isOpen || kept.timer !== null) return;
    if (kept.askedAt !== null) {
      if (performance.now() - kept.askedAt >= hangMs) kept.checkpointBy('commit');
      return;
    }
    kept.timer = setTimeout(() => {
      kept.timer = null;
      if (kept.isOpen) void checkpoint(kept);
    }, intervalMs).unref();
  }

  return {
    keep(file, { checkpointBy, lose }) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const kept: Kept = {
        file,
        checkpointBy,
        lose,
        released: resolve,
        isOpen: false,
        timer: null,
        isDirty: false,
        askedAt: null,
      };
      if (worker === null) resolve();
      else files.set(file, kept);
      post({ kind: 'open', file });
      return {
        wrote: () => plan(kept),
        async empty() {
          if (!kept.isOpen) return null;
          const left = await untilDone(ask('empty', file));
          return left === null ? null : left.log === 0;
        },
        async isCheckpointing() {
          if (!kept.isOpen) return null;
          const copied = await untilDone(ask('copy', file));
          return copied === null ? null : copied.isBusy;
        },
        async release() {
          if (kept.timer !== null) clearTimeout(kept.timer);
          kept.isOpen = false;
          post({ kind: 'close', file });
          await untilDone(promise);
        },
      };
    },
    async close() {
      isClosing = true;
      if (worker === null) return;
      void worker.terminate();
      await untilDone(ended);
    },
  };
}
