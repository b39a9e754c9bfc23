import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type CheckpointOptions, type Checkpoints, startCheckpoints } from '../../../src/store/sqlite/checkpoints.ts';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { createLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const kind = {
  applicationId: 0x54455354,
  migrations: [{ version: 1, sql: 'CREATE TABLE words (word TEXT NOT NULL) STRICT' }],
};
/** A thread that does nothing on its own. */
const resting = { intervalMs: 600_000 };

let folder: TestFolder;
let database: Database;
let checkpoints: Checkpoints | null;
let rival: DatabaseSync;
let reader: DatabaseSync;
beforeEach(() => {
  folder = makeFolder();
  database = openDatabase(join(folder.path, 'words.db'), kind, createLog());
  checkpoints = null;
  rival = new DatabaseSync(database.file, { timeout: 0 });
  reader = new DatabaseSync(database.file);
});
afterEach(async () => {
  jest.restoreAllMocks();
  reader.close();
  rival.close();
  await database.close();
  await checkpoints?.close();
  folder.remove();
});

const add = (word: string) =>
  database.write(() => database.connection.prepare('INSERT INTO words VALUES (?)').run(word).changes);

async function keep(options: CheckpointOptions): Promise<void> {
  checkpoints = startCheckpoints(createLog(), options);
  database.checkpointBy(checkpoints);
  await until(() => database.connection.prepare('PRAGMA wal_autocheckpoint').get()?.wal_autocheckpoint === 0);
}

/** From now on somebody reads what was there at this moment: who begins the log again waits for that, and locks writers out. */
async function readOlderState(): Promise<void> {
  await add('before');
  reader.exec('BEGIN; SELECT count(*) FROM words');
  await add('after');
}

function isLocked(): boolean {
  try {
    rival.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch {
    return true;
  }
}

/** Each look at the clock is `ms` after the one before. Returns how many there were. */
function hurry(ms: number, look: (count: number) => void = () => {}): () => number {
  let count = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => {
    count += 1;
    look(count);
    return count * ms;
  });
  return () => count;
}

/** Has another process begin the log again, which waits for the reader with the lock. Returns how it ends. */
async function checkpointElsewhere(): Promise<{ readonly ended: Promise<unknown[]> }> {
  const child = fileURLToPath(new URL('children/beginLogAgain.ts', import.meta.url));
  const other = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', child, database.file], {
    stdio: 'inherit',
  });
  const ended = once(other, 'exit');
  await until(isLocked);
  return { ended };
}

/** What becomes of a write during a minute of attempts, after which nobody reads the older state any more. */
async function writeMeanwhile(): Promise<unknown> {
  const looks = hurry(1_000);
  let isOver = false;
  const written = add('meanwhile').finally(() => {
    isOver = true;
  });
  const outcome = Promise.allSettled([written]);
  await until(() => isOver || looks() > 300);
  reader.exec('COMMIT');
  return (await outcome)[0];
}

test('a write waits for the thread of checkpoints, however long it locks writers out', async () => {
  await keep({ intervalMs: 1, longLog: 1, slowMs: 600_000, lockTimeoutMs: 600_000 });
  await readOlderState();
  await until(isLocked);
  expect(await writeMeanwhile()).toEqual({ status: 'fulfilled', value: 1 });
});

test.each([
  ['a thread', true],
  ['a program without a thread', false],
])('a write of %s waits for the checkpoint of another process', async (_who, hasThread) => {
  if (hasThread) await keep(resting);
  await readOlderState();
  const { ended } = await checkpointElsewhere();
  expect(await writeMeanwhile()).toEqual({ status: 'fulfilled', value: 1 });
  expect(await ended).toEqual([0, null]);
});

test('a write gives up on another program that keeps the lock, also where a thread checkpoints', async () => {
  await keep(resting);
  rival.exec('BEGIN IMMEDIATE');
  hurry(1_000);
  await expect(add('never')).rejects.toMatchObject({ code: 'store.busy' });
  rival.exec('COMMIT');
  expect(await add('again')).toBe(1);
});

test('a write that the event loop rarely gets to does not give up after a few attempts', async () => {
  rival.exec('BEGIN IMMEDIATE');
  hurry(10_000, (count) => {
    if (count === 10) rival.exec('COMMIT');
  });
  expect(await add('late')).toBe(1);
});

test('closing a file waits for the checkpoint of another process, and loses nothing', async () => {
  await readOlderState();
  const { ended } = await checkpointElsewhere();
  const looks = hurry(1_000);
  const written = Promise.allSettled([add('last')]);
  const closed = database.close();
  await until(() => looks() > 300);
  reader.exec('COMMIT');
  expect(await written).toEqual([{ status: 'fulfilled', value: 1 }]);
  await closed;
  await ended;
});
