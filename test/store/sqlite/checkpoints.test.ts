import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type CheckpointOptions, type Checkpoints, startCheckpoints } from '../../../src/store/sqlite/checkpoints.ts';
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

test('while others write without a pause, the log begins again and stays short', async () => {
  await keep(quick);
  // The file grows by what the log was cleared of; the log itself grows no more once it begins again.
  let [largest, written] = [0, 0];
  await until(async () => {
    for (let more = 0; more < 50; more++) await add(8_192);
    written += 50 * 8_192;
    largest = Math.max(largest, bytesOfLog());
    return written > 4 * largest;
  });
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

test('a file that was taken away is not created again', async () => {
  renameSync(database.file, `${database.file}.aside`);
  checkpoints = startCheckpoints(log, quick);
  database.checkpointBy(checkpoints);
  await checkpoints.keep(join(folder.path, 'never.db'), () => {}).release();
  expect(existsSync(database.file)).toBe(false);
  renameSync(`${database.file}.aside`, database.file);
});
