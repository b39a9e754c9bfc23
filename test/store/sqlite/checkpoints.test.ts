import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type CheckpointLimits,
  type CheckpointOptions,
  type Checkpoints,
  type OfCheckpointThread,
  startCheckpoints,
  type ToCheckpointThread,
} from '../../../src/store/sqlite/checkpoints.ts';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { createLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const kind = {
  applicationId: 0x54455354,
  migrations: [{ version: 1, sql: 'CREATE TABLE words (word BLOB NOT NULL) STRICT' }],
};
/** What a test waits for comes soon. */
const quick = { intervalMs: 5, longLog: 50, idleMs: 60_000 };

let folder: TestFolder;
let log: ReturnType<typeof createLog>;
let database: Database;
let checkpoints: Checkpoints | null;
beforeEach(() => {
  folder = makeFolder();
  log = createLog();
  database = openDatabase(join(folder.path, 'words.db'), kind, log);
  checkpoints = null;
});
afterEach(async () => {
  await database.close();
  await checkpoints?.close();
  folder.remove();
});

const pagesInCommit = () => database.connection.prepare('PRAGMA wal_autocheckpoint').get()?.wal_autocheckpoint;
const bytesOfLog = () => statSync(`${database.file}-wal`).size;
const add = (bytes: number) =>
  database.write(() => void database.connection.prepare('INSERT INTO words VALUES (zeroblob(?))').run(bytes));
const count = (file: string) => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(db.prepare('SELECT count(*) AS n FROM words').get()?.n);
  } finally {
    db.close();
  }
};

/** Resolves when the thread looks after the file. */
async function keep(options: CheckpointOptions): Promise<void> {
  checkpoints = startCheckpoints(log, options);
  database.checkpointBy(checkpoints);
  await until(() => pagesInCommit() === 0);
}

/** Writes until the log has at no time held more than a quarter of it. */
async function writeMuchMoreThanTheLog(): Promise<void> {
  let [largest, written] = [0, 0];
  await until(async () => {
    for (let more = 0; more < 50; more++) await add(8_192);
    written += 50 * 8_192;
    largest = Math.max(largest, bytesOfLog());
    return written > 4 * largest;
  });
}

test('while others write without a pause, the log begins again and stays short', async () => {
  await keep(quick);
  // The file grows by what the log was cleared of; the log itself grows no more once it begins again.
  await writeMuchMoreThanTheLog();
  expect(database.connection.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
  expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('a log is emptied when nobody has written for a while', async () => {
  await keep({ ...quick, idleMs: 1 });
  await add(100_000);
  await until(() => bytesOfLog() === 0);
});

test('what was erased is gone from the log, even while it is copied and written to', async () => {
  await keep(quick);
  const writing = Array.from({ length: 200 }, () => add(8_192));
  await writing[0];
  expect(await database.emptyLog()).toBe(true);
  await Promise.all(writing);
  expect(await database.emptyLog()).toBe(true);
  expect(bytesOfLog()).toBe(0);
});

test('after closing, everything is in the file and the log is gone', async () => {
  await keep(quick);
  await Promise.all(Array.from({ length: 20 }, () => add(8_192)));
  await database.close();
  expect(existsSync(`${database.file}-wal`)).toBe(false);
  expect(count(database.file)).toBe(20);
});

test('a process that has nothing else to do does not end before its files are closed', () => {
  const child = fileURLToPath(new URL('children/closing.ts', import.meta.url));
  const file = join(folder.path, 'journal.db');
  const ended = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', child, file], {
    encoding: 'utf8',
  });
  expect(ended).toMatchObject({ status: 0, stdout: 'closed\n' });
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('where the thread dies, commits checkpoint their file themselves, and a log can still be emptied', async () => {
  await keep({ ...quick, script: new URL('children/mortalCheckpoints.ts', import.meta.url) });
  await add(1);
  await until(() => pagesInCommit() !== 0);
  expect(pagesInCommit()).toBe(1_000);
  expect(log.lines.map(({ message }) => message)).toContain(
    'the thread of checkpoints ended; commits checkpoint their files themselves',
  );
  await add(1);
  expect(await database.emptyLog()).toBe(true);
  expect(bytesOfLog()).toBe(0);
  expect(await database.emptyLog()).toBe(true);
});

test('an erasure that waits for a thread that dies empties the log itself', async () => {
  await keep({ ...quick, intervalMs: 60_000, script: new URL('children/mortalCheckpoints.ts', import.meta.url) });
  await add(1);
  expect(await database.emptyLog()).toBe(true);
  expect(bytesOfLog()).toBe(0);
});

test('where the disk did not keep what was copied, the store is lost', async () => {
  const outcomes: unknown[] = [];
  database.watch((outcome) => outcomes.push(outcome));
  await keep({ ...quick, script: new URL('children/failingDisk.ts', import.meta.url) });
  await add(1);
  const lost = () => outcomes.find((outcome) => (outcome as { lost: boolean }).lost);
  await until(() => lost() !== undefined);
  expect(lost()).toMatchObject({ error: { code: 'store.lost', message: expect.stringContaining('(EIO)') } });
});

test('a file that was taken away is not created again', async () => {
  renameSync(database.file, `${database.file}.aside`);
  checkpoints = startCheckpoints(log, quick);
  database.checkpointBy(checkpoints);
  await checkpoints.keep(join(folder.path, 'never.db'), { checkpointBy: () => {}, lose: () => {} }).release();
  expect(existsSync(database.file)).toBe(false);
  renameSync(`${database.file}.aside`, database.file);
});

/** Has the thread checkpoint the file once, and says what it did. */
async function checkpointOnce(limits: CheckpointLimits): Promise<unknown> {
  const worker = new Worker(new URL('../../../src/store/sqlite/checkpointWorker.ts', import.meta.url), {
    execArgv: [],
    workerData: limits,
  });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  worker.on('message', (message: OfCheckpointThread) => {
    if (message.kind === 'done') resolve(message.result);
  });
  const { file } = database;
  const messages: readonly ToCheckpointThread[] = [
    { kind: 'open', file },
    { kind: 'checkpoint', file, id: 1 },
    { kind: 'close', file },
  ];
  for (const message of messages) worker.postMessage(message);
  const result = await promise;
  await worker.terminate();
  return result;
}

// Only beginning again is held up by who reads an older state.
test.each([
  ['a short log does not begin again', { longLog: 50, slowMs: 60_000 }, false],
  ['a long log begins again', { longLog: 1, slowMs: 60_000 }, true],
  ['a long log does not begin again on a slow disk, where writers would wait', { longLog: 1, slowMs: -1 }, false],
  ['the longest log begins again on a slow disk, too', { longLog: 1, slowMs: -1, longestLog: 2 }, true],
])('%s', async (_what, limits, isHeldUp) => {
  await add(1);
  const reader = new DatabaseSync(database.file);
  reader.exec('BEGIN; SELECT count(*) FROM words');
  await add(100);
  const all = { longestLog: 60, lockTimeoutMs: 1, idleMs: 60_000, ...limits };
  expect(await checkpointOnce(all)).toMatchObject({ isBusy: isHeldUp });
  reader.close();
});

test('on a disk that is always slow, too, the log begins again and stays short', async () => {
  await keep({ ...quick, slowMs: -1, longestLog: 100 });
  await writeMuchMoreThanTheLog();
});
