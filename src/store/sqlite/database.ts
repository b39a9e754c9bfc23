import { closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { ensureFolder } from '../dataFolder.ts';
import type { WatchWrites } from '../store.ts';
import type { Checkpoints } from './checkpoints.ts';
import { failedCopy, failedFlush, isBusy, isDamage, storeError, takenAway } from './driverErrors.ts';
import { createDurable, type Durable } from './durable.ts';
import { createGroup } from './group.ts';
import { checkSchema, type DatabaseKind, migrateFile } from './migrate.ts';

/** How long opening waits for other processes that open the same file, milliseconds. */
const openingTimeoutMs = 5_000;
/** How long a statement may block the event loop while another process has a lock, milliseconds; groups never do. */
const statementTimeoutMs = 250;
/** Page cache, in KiB: enough for the upper levels of the indexes of some million commits. */
const cacheSize = 16 * 1024;
/**
 * Pages of the write-ahead log after which a commit checkpoints it, unless a thread does: a higher number would block
 * everybody more rarely, but for longer.
 */
const checkpointPages = 1_000;
/** Bytes to which the write-ahead log is truncated after it had to grow. */
const logSizeLimit = 64 * 1024 * 1024;

/** One open SQLite file: reads answer at once, writes are grouped and resolve when durable. */
export interface Database {
  readonly file: string;
  readonly connection: DatabaseSync;
  /** Runs a synchronous read; errors are mapped to coded ones. */
  read<T>(work: () => T): Promise<T>;
  /** Runs synchronous work in the next write transaction, see `Group.write`. */
  write<T>(work: () => T): Promise<T>;
  /** Resolves when everything readable now is durable: a read may see what another process has just written. */
  settle(): Promise<void>;
  /** Reports the outcome of writes from now on; of reads, only that they met damage. */
  watch(watcher: WatchWrites): void;
  /**
   * Throws `store.lost`, and calls the watcher, when the file or its log was removed or replaced since it was opened.
   */
  assertNotReplaced(): void;
  /** Empties the write-ahead log, which could still hold what was erased; resolves to whether it is empty. */
  emptyLog(): Promise<boolean>;
  /** Has the log checkpointed by a thread from now on. */
  checkpointBy(checkpoints: Checkpoints): void;
  close(): Promise<void>;
}

/**
 * Opens (or creates) a database file, checks that it is of this kind and brings its schema up to date. Throws
 * `store.unusable`, `store.forbidden`, `store.newer`, `store.busy` or `store.full`. The file is readable by its owner
 * only.
 */
export function openDatabase(file: string, kind: DatabaseKind, log: Log): Database {
  const explain = (error: unknown) => storeError(error, file);
  let connection: DatabaseSync | null = null;
  try {
    ensureFolder(dirname(file));
    closeSync(openSync(file, 'a', 0o600));
    connection = new DatabaseSync(file, { timeout: openingTimeoutMs });
    // The first written page fixes the page size and the vacuum mode.
    if (checkSchema(connection, kind, file) === 0 && kind.prepare !== undefined) connection.exec(kind.prepare);
    configure(connection, file);
    migrateFile(connection, kind, file, log);
    connection.exec(`PRAGMA busy_timeout = ${statementTimeoutMs}`);
  } catch (error) {
    connection?.close();
    throw explain(error);
  }
  return wrap(connection, file, explain);
}

function configure(db: DatabaseSync, file: string): void {
  if (switchToLog(db) !== 'wal') {
    throw new CodedError(
      'store.unusable',
      `${file} is on a file system that SQLite can't share safely (a network disk?). Keep the data on a local disk.`,
    );
  }
  // What an earlier process could not flush may be in the system's memory only: write it again, and wait for it.
  db.exec(`
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_checkpoint(PASSIVE);
    PRAGMA wal_autocheckpoint = ${checkpointPages};
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -${cacheSize};
    PRAGMA journal_size_limit = ${logSizeLimit};
  `);
}

/** Switches to the write-ahead log. SQLite does not wait when several processes do this to a new file. */
function switchToLog(db: DatabaseSync): unknown {
  const giveUpAt = performance.now() + openingTimeoutMs;
  for (;;) {
    try {
      return db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Wraps an open connection as a `Database`. */
export function wrap(connection: DatabaseSync, file: string, explain: (error: unknown) => unknown): Database {
  let watcher: WatchWrites = () => {};
  const announce = (error: unknown) => watcher({ error, lost: isDamage((error as Error | null)?.cause) });
  const lose = (error: unknown) => watcher({ error, lost: true });
  const opened = identityOf(file);
  function assertNotReplaced(): void {
    try {
      flushes.assertNotReplaced();
      if (identityOf(file) === opened) return;
    } catch {
      // Removed.
    }
    const error = takenAway(file);
    lose(error);
    throw error;
  }
  const flushes = createDurable(`${file}-wal`, (error) => lose(failedFlush(error, file)));
  const durable: Durable = {
    ...flushes,
    settle: async () => {
      try {
        await flushes.settle();
      } catch (error) {
        throw failedFlush(error, file);
      }
      // A file without a name disappears with the process, and its data with it.
      assertNotReplaced();
    },
  };
  let kept: ReturnType<Checkpoints['keep']> | null = null;
  const observe = (error: unknown) => {
    announce(error);
    if (error === null) kept?.wrote();
  };
  const checkpointHere = () => connection.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.busy === 1;
  async function isCheckpointing(): Promise<boolean> {
    try {
      return (await kept?.isCheckpointing()) ?? checkpointHere();
    } catch {
      return false;
    }
  }
  const group = createGroup(connection, { durable, statementTimeoutMs, isCheckpointing, explain, observe });
  async function read<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      const explained = explain(error);
      if (isDamage(error)) announce(explained);
      throw explained;
    }
  }
  return {
    file,
    connection,
    write: group.write,
    settle: durable.settle,
    read,
    watch: (next) => {
      watcher = next;
    },
    assertNotReplaced,
    emptyLog: async () =>
      (await kept?.empty()) ?? read(() => connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0),
    checkpointBy: (checkpoints) => {
      const setPages = (pages: number) => {
        if (connection.isOpen) connection.exec(`PRAGMA wal_autocheckpoint = ${pages}`);
      };
      kept = checkpoints.keep(file, {
        checkpointBy: (who) => setPages(who === 'commit' ? checkpointPages : 0),
        lose: (code) => lose(failedCopy(code, file)),
      });
    },
    close: async () => {
      await group.flush();
      await durable.close();
      // The last connection copies the rest of the log into the file and removes it.
      await kept?.release();
      if (connection.isOpen) connection.close();
    },
  };
}

/** Distinguishes a file from another one put in its place. */
function identityOf(file: string): string {
  const { dev, ino } = statSync(file);
  return `${dev}:${ino}`;
}
