import { close, fdatasync, fstatSync, openSync, statSync } from 'node:fs';

/**
 * Knows when commits are on the disk. SQLite writes its log without waiting for the disk (`synchronous = NORMAL`); the
 * waiting is done here, off the event loop, and one flush serves all commits made before it began.
 */
export interface Durable {
  /**
   * Resolves when everything in the log now, whichever process wrote it, will survive a power failure; rejects if it
   * may not.
   */
  settle(): Promise<void>;
  /** Throws when the log was removed or replaced while in use: what is written to it is then lost. */
  assertNotReplaced(): void;
  /** Resolves when no flush is in progress and the log file is closed. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Flushes the write-ahead log of a database file, which exists as soon as anything was committed. `onLost` is called
 * once, at the first flush that failed.
 */
export function createDurable(log: string, onLost: (error: unknown) => void = () => {}): Durable {
  let opened: { readonly descriptor: number; readonly ino: number } | null = null;
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let lost: unknown = null;

  const settleAll = (those: readonly Waiting[], error: unknown) => {
    // After a failed write the system may have discarded the data: from then on nothing can be promised.
    if (lost === null && error !== null) {
      lost = error;
      onLost(error);
    }
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
        opened ??= open(log);
        fdatasync(opened.descriptor, done);
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
    assertNotReplaced() {
      if (opened !== null && opened.ino !== statSync(log).ino) throw new Error(`${log} was replaced`);
    },
    async close() {
      await flushing;
      const last = opened;
      if (last !== null) await new Promise((resolve) => close(last.descriptor, resolve));
      opened = null;
    },
  };
}

function open(log: string): { readonly descriptor: number; readonly ino: number } {
  const descriptor = openSync(log, 'r+');
  return { descriptor, ino: fstatSync(descriptor).ino };
}
