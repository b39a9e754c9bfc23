import { close, fdatasync, openSync } from 'node:fs';

/**
 * Knows when what was committed is on the disk. SQLite writes its log without waiting for the disk
 * (`synchronous = NORMAL`); the waiting is done here, off the event loop, and one flush serves all commits that were
 * made before it began.
 */
export interface Durable {
  /** Resolves when all that is in the log now, whoever wrote it, will survive a power failure; rejects if it may not. */
  settle(): Promise<void>;
  /** Resolves when no flush is under way and the log is let go of. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Watches over the write-ahead log of a database file, which is there as soon as anything was committed. */
export function createDurable(log: string): Durable {
  let descriptor: number | null = null;
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let lost: unknown = null;

  const settleAll = (those: readonly Waiting[], error: unknown) => {
    // What the system failed to write once it may have forgotten: from then on nothing can be promised.
    lost ??= error;
    for (const one of those) lost === null ? one.resolve() : one.reject(lost);
  };

  function flush(): Promise<void> {
    const those = waiting;
    waiting = [];
    return new Promise((resolve) => {
      const done = (error: unknown) => {
        settleAll(those, error);
        resolve();
      };
      try {
        descriptor ??= openSync(log, 'r+');
        fdatasync(descriptor, done);
      } catch (error) {
        done(error);
      }
    });
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) await flush();
    flushing = null;
  }

  return {
    settle() {
      if (lost !== null) return Promise.reject(lost);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        flushing ??= run();
      });
    },
    async close() {
      await flushing;
      if (descriptor !== null) await new Promise((resolve) => close(descriptor as number, resolve));
      descriptor = null;
    },
  };
}
