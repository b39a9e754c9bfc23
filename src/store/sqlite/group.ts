import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as immediately, setTimeout as later } from 'node:timers';
import { isBusy, isFileProblem } from './driverErrors.ts';
import type { Durable } from './durable.ts';
import { createLockWait } from './lockWait.ts';

/** Most pieces of work in one transaction, so that a burst lets network traffic through in between. */
const groupLimit = 256;
/** Milliseconds between attempts to begin while another process writes, which usually takes one or two. */
const lockPauseMs = 1;

/** Writes to one database, grouped into one transaction per event-loop tick. */
export interface Group {
  /**
   * Runs `work` inside a write transaction and resolves with its result once that is durable. `work` is synchronous,
   * writes only through this connection, and may run again when a transaction has to be repeated.
   */
  write<T>(work: () => T): Promise<T>;
  /** Runs the waiting work now; resolves when none waits. */
  flush(): Promise<void>;
}

interface Item {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface GroupDeps {
  /** Reports when commits are on the disk. */
  readonly durable: Pick<Durable, 'settle'>;
  /** How long other statements of the connection wait for a lock, milliseconds. */
  readonly statementTimeoutMs: number;
  /** Whether some process checkpoints the file at this moment; never rejects. */
  readonly isCheckpointing: () => Promise<boolean>;
  readonly explain: (error: unknown) => unknown;
  /** Called for each group that became durable (null), or that failed because of the whole file. */
  readonly observe: (error: unknown) => void;
}

/** Creates the group of a connection. */
export function createGroup(db: DatabaseSync, deps: GroupDeps): Group {
  const { durable, statementTimeoutMs, isCheckpointing, explain, observe } = deps;
  const dontWait = db.prepare('PRAGMA busy_timeout = 0');
  const wait = db.prepare(`PRAGMA busy_timeout = ${statementTimeoutMs}`);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const waiting: Item[] = [];
  let scheduled = false;
  /** Number of waiting pieces that get their own transaction, because their group failed. */
  let singles = 0;
  const lock = createLockWait(isCheckpointing);

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    if (lock.isWaiting()) later(take, lockPauseMs);
    else immediately(take);
  }

  function take(): void {
    scheduled = false;
    const items = waiting.splice(0, singles > 0 ? 1 : groupLimit);
    if (items.length > 0) transact(items);
    if (waiting.length > 0) schedule();
  }

  function transact(items: readonly Item[]): void {
    const results: unknown[] = [];
    try {
      beginOrFail();
      for (const item of items) results.push(item.work());
      commit.run();
    } catch (error) {
      if (db.isOpen && db.isTransaction) rollback.run();
      recover(items, error);
      return;
    }
    settled();
    durable.settle().then(
      () => {
        observe(null);
        for (const [index, item] of items.entries()) item.resolve(results[index]);
      },
      (error) => {
        for (const item of items) item.reject(explain(error));
      },
    );
  }

  /** SQLite would sleep while waiting for the lock, and with it the whole process: the group waits by a timer. */
  function beginOrFail(): void {
    dontWait.get();
    try {
      begin.run();
    } finally {
      wait.get();
    }
  }

  /** Nothing of the group was committed: decide which work is retried and which is rejected. */
  function recover(items: readonly Item[], error: unknown): void {
    if (isBusy(error)) {
      if (lock.failed()) {
        waiting.unshift(...items);
        return;
      }
    } else if (items.length > 1 && !isFileProblem(error) && db.isOpen) {
      // One piece of work that can't be stored must not fail the others.
      waiting.unshift(...items);
      singles = items.length;
      return;
    }
    settled();
    if (isFileProblem(error)) observe(explain(error));
    for (const item of items) item.reject(explain(error));
  }

  function settled(): void {
    lock.over();
    singles = Math.max(0, singles - 1);
  }

  const write = <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      schedule();
    });

  return {
    write,
    async flush() {
      take();
      // In their order: this comes after all that wait, whatever becomes of them.
      if (waiting.length > 0) await write(() => {}).catch(() => {});
    },
  };
}
