import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointLimits, OfCheckpointThread, ToCheckpointThread } from './checkpoints.ts';

// The thread of checkpoints, with its own connection to each file.

const { longLog, idleMs } = workerData as CheckpointLimits;
/** Milliseconds that beginning a log again waits for readers and a writer, and tries to empty one: an erasure waits. */
const timeoutMs = 100;
const emptyingTries = 50;

interface OpenFile {
  readonly connection: DatabaseSync;
  readonly passive: StatementSync;
  readonly restart: StatementSync;
  readonly truncate: StatementSync;
  idle: NodeJS.Timeout | null;
}

const files = new Map<string, OpenFile>();
const answer = (message: OfCheckpointThread) => parentPort?.postMessage(message);
const run = (statement: StatementSync) => statement.get() as { busy: number; log: number; checkpointed: number };

function open(file: string): void {
  // Never creates one: the file may have been taken away.
  const connection = new DatabaseSync(`${pathToFileURL(file)}?mode=rw`, { timeout: timeoutMs });
  // It must not checkpoint on its own, and reads the header once, so that the log is open from now on.
  connection.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL; SELECT count(*) FROM sqlite_schema');
  files.set(file, {
    connection,
    passive: connection.prepare('PRAGMA wal_checkpoint(PASSIVE)'),
    restart: connection.prepare('PRAGMA wal_checkpoint(RESTART)'),
    truncate: connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)'),
    idle: null,
  });
}

/**
 * Copies what it can without waiting for anybody. The log begins again only when all of it was copied, which never
 * happens while others write: so a long one is begun again on purpose, with the little that is left, while they wait by
 * a timer.
 */
function checkpoint(known: OpenFile): number {
  const { log } = run(known.passive);
  if (known.idle !== null) clearTimeout(known.idle);
  known.idle = setTimeout(() => attempt(() => run(known.truncate).log), idleMs);
  return log < longLog ? log : run(known.restart).log;
}

function empty({ truncate }: OpenFile): number {
  for (let tries = 1; ; tries++) {
    const { busy, log } = run(truncate);
    if (busy === 0) return 0;
    // Another process copies at this moment, for which SQLite does not wait.
    if (tries === emptyingTries) return Math.max(1, log);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeoutMs);
  }
}

function attempt(work: () => number): { log: number; code: string | null } {
  try {
    return { log: work(), code: null };
  } catch (error) {
    return { log: -1, code: String((error as { errcode?: unknown }).errcode ?? 'unknown') };
  }
}

function close(file: string): void {
  const known = files.get(file);
  files.delete(file);
  if (known === undefined) return;
  if (known.idle !== null) clearTimeout(known.idle);
  known.connection.close();
}

parentPort?.on('message', (message: ToCheckpointThread) => {
  const { file } = message;
  if (message.kind === 'open') {
    const { code } = attempt(() => {
      open(file);
      return 0;
    });
    if (code === null) answer({ kind: 'opened', file });
  } else if (message.kind === 'close') {
    close(file);
    answer({ kind: 'closed', file });
  } else {
    const known = files.get(file);
    const work = message.kind === 'empty' ? empty : checkpoint;
    answer({
      kind: 'done',
      id: message.id,
      ...(known === undefined ? { log: -1, code: null } : attempt(() => work(known))),
    });
  }
});
