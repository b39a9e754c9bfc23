import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  CheckpointLimits,
  CheckpointResult,
  CheckpointWork,
  OfCheckpointThread,
  ToCheckpointThread,
} from './checkpoints.ts';
import { flushOpenFile } from './flushOpenFile.ts';

// The thread of checkpoints, with its own connection to each file.

const { longLog, longestLog, slowMs, lockTimeoutMs, idleMs } = workerData as CheckpointLimits;
/** How often it tries to empty a log, and the milliseconds between two attempts: an erasure waits. */
const emptyingTries = 50;
const emptyingPauseMs = 100;
/** SQLITE_IOERR_FSYNC */
const failedFlush = 10 | (4 << 8);

interface OpenFile {
  readonly file: string;
  readonly connection: DatabaseSync;
  readonly passive: StatementSync;
  readonly restart: StatementSync;
  readonly truncate: StatementSync;
  /** The descriptor of the file that was flushed last. */
  descriptor: number | null;
  idle: NodeJS.Timeout | null;
}

const files = new Map<string, OpenFile>();
const answer = (message: OfCheckpointThread) => parentPort?.postMessage(message);

function run(statement: StatementSync): CheckpointResult {
  const { busy, log } = statement.get() as { busy: number; log: number };
  return { isBusy: busy !== 0, log };
}

function open(file: string): void {
  // Never creates one: the file may have been taken away.
  const connection = new DatabaseSync(`${pathToFileURL(file)}?mode=rw`, { timeout: lockTimeoutMs });
  // It must not checkpoint on its own, and reads the header once, so that the log is open from now on.
  connection.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL; SELECT count(*) FROM sqlite_schema');
  files.set(file, {
    file,
    connection,
    passive: connection.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
    restart: connection.prepare('PRAGMA wal_checkpoint(RESTART)'),
    truncate: connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
    descriptor: null,
    idle: null,
  });
}

/** Copies what it can, without waiting for anybody and without anybody waiting for it. */
const copy = ({ passive }: OpenFile) => run(passive);

/**
 * Flushes what was copied. SQLite does that only where all of the log was copied: never while others write, until the log
 * begins again, and then all of them wait.
 */
function flushCopied(known: OpenFile): void {
  known.descriptor = flushOpenFile(known.file, known.descriptor);
}

/**
 * Copies and flushes again, so that little is left to do while writers wait. `isSlow`: even this took long, and so would
 * they wait.
 */
function copyRest(known: OpenFile): CheckpointResult & { readonly isSlow: boolean } {
  const began = performance.now();
  const copied = copy(known);
  flushCopied(known);
  return { ...copied, isSlow: performance.now() - began > slowMs };
}

/**
 * The log begins again only when all of it was copied, which never happens while others write: so a long one is begun
 * again on purpose, with the little that is left, while they wait by a timer. On a slow disk they would wait for long, so
 * the log may grow further meanwhile.
 */
function checkpoint(known: OpenFile): CheckpointResult {
  emptyLater(known);
  const copied = copy(known);
  if (copied.log < longLog) return copied;
  flushCopied(known);
  const rest = copyRest(known);
  return rest.isSlow && rest.log < longestLog ? rest : run(known.restart);
}

function emptyLater(known: OpenFile): void {
  if (known.idle !== null) clearTimeout(known.idle);
  known.idle = setTimeout(() => {
    const { file } = known;
    const outcome = attempt(known, emptyUnlessSlow);
    if (outcome.isLost) answer({ kind: 'done', id: null, file, ...outcome });
  }, idleMs);
}

function emptyUnlessSlow(known: OpenFile): CheckpointResult {
  const rest = copyRest(known);
  if (!rest.isSlow) return run(known.truncate);
  emptyLater(known);
  return rest;
}

function empty(known: OpenFile): CheckpointResult {
  copyRest(known);
  for (let tries = 1; ; tries++) {
    const { isBusy, log } = run(known.truncate);
    if (!isBusy) return { isBusy, log: 0 };
    // Another process copies at this moment, for which SQLite does not wait.
    if (tries === emptyingTries) return { isBusy, log: Math.max(1, log) };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, emptyingPauseMs);
  }
}

const works: Readonly<Record<CheckpointWork, (known: OpenFile) => CheckpointResult>> = { checkpoint, empty, copy };

type Outcome = Pick<Extract<OfCheckpointThread, { kind: 'done' }>, 'result' | 'code' | 'isLost'>;

function attempt(known: OpenFile | undefined, work: (known: OpenFile) => CheckpointResult): Outcome {
  if (known === undefined) return { result: null, code: null, isLost: false };
  try {
    return { result: work(known), code: null, isLost: false };
  } catch (error) {
    const { errcode, code, syscall } = error as { errcode?: unknown; code?: unknown; syscall?: unknown };
    const isLost = errcode === failedFlush || (syscall === 'fdatasync' && code !== 'EBADF');
    // What was not flushed may be gone, and the next flush would succeed: the log, which has it, must not begin again.
    if (isLost) forget(known);
    return { result: null, code: String(errcode ?? code), isLost };
  }
}

function forget(known: OpenFile): void {
  files.delete(known.file);
  if (known.idle !== null) clearTimeout(known.idle);
}

function close(file: string): void {
  const known = files.get(file);
  if (known === undefined) return;
  forget(known);
  known.connection.close();
}

parentPort?.on('message', (message: ToCheckpointThread) => {
  const { file } = message;
  if (message.kind === 'open') {
    try {
      open(file);
    } catch {
      return;
    }
    answer({ kind: 'opened', file });
  } else if (message.kind === 'close') {
    close(file);
    answer({ kind: 'closed', file });
  } else answer({ kind: 'done', id: message.id, file, ...attempt(files.get(file), works[message.kind]) });
});
