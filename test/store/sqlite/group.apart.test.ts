import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const kind = {
  applicationId: 0x54455354,
  migrations: [{ version: 1, sql: 'CREATE TABLE words (word TEXT NOT NULL UNIQUE) STRICT' }],
};

describe('writes of one tick', () => {
  let folder: TestFolder;
  let database: Database;
  let rival: DatabaseSync;
  beforeEach(() => {
    folder = makeFolder();
    database = openDatabase(join(folder.path, 'words.db'), kind, createLog());
    rival = new DatabaseSync(database.file);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    rival.close();
    await database.close();
    folder.remove();
  });

  const add = (word: string | null) =>
    database.write(() => database.connection.prepare('INSERT INTO words VALUES (?)').run(word).changes);
  const tokens = () =>
    rival
      .prepare('SELECT word FROM words ORDER BY rowid')
      .all()
      .map((row) => row.word);

  test('share one transaction, which is durable before any of them resolves', async () => {
    const version = () => Number(rival.prepare('PRAGMA data_version').get()?.data_version);
    const before = version();
    const seen: number[] = [];
    await Promise.all(['one', 'two', 'three'].map((word) => add(word).then(() => seen.push(tokens().length))));
    expect(seen).toEqual([3, 3, 3]);
    expect(version()).toBe(before + 1);
    expect(tokens()).toEqual(['one', 'two', 'three']);
  });

  test('fail alone when one of them cannot be stored, and keep their order', async () => {
    await add('one');
    const outcomes = await Promise.allSettled([add('two'), add('one'), add(null), add('three')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(tokens()).toEqual(['one', 'two', 'three']);
    expect(await Promise.all([add('four'), add('five')])).toEqual([1, 1]);
  });

  test('leave nothing behind of a piece of work that fails half way', async () => {
    const half = database.write(() => {
      database.connection.exec(`INSERT INTO words VALUES ('half')`);
      throw new RangeError('thought better of it');
    });
    const outcomes = await Promise.allSettled([add('one'), half, add('two')]);
    expect(outcomes[1]).toEqual({ status: 'rejected', reason: new RangeError('thought better of it') });
    expect(tokens()).toEqual(['one', 'two']);
  });

  test('are cut into several transactions when they are very many, in their order, whatever fails', async () => {
    const many = Array.from({ length: 600 }, (_, index) => (index === 3 ? null : `word ${index}`));
    const outcomes = await Promise.allSettled(many.map(add));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(tokens()).toEqual(many.filter((word) => word !== null));
  });

  test('wait for another process that writes, without holding up the event loop', async () => {
    rival.exec('BEGIN IMMEDIATE');
    const outcome = Promise.all([add('one'), add('two')]);
    // After the first attempt of the group, which was asked for earlier.
    setImmediate(() => rival.exec('COMMIT'));
    expect(await outcome).toEqual([1, 1]);
    expect(tokens()).toEqual(['one', 'two']);
  });

  test('leave other statements their timeout, whether the group could begin or not', async () => {
    const timeoutMs = () => Number(database.connection.prepare('PRAGMA busy_timeout').get()?.timeout);
    const before = timeoutMs();
    rival.exec('BEGIN IMMEDIATE');
    const outcome = add('one');
    await new Promise(setImmediate);
    expect(timeoutMs()).toBe(before);
    rival.exec('COMMIT');
    await outcome;
    expect(timeoutMs()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  test('give up with a code when another process never ends, and work again afterwards', async () => {
    rival.exec('BEGIN IMMEDIATE');
    let time = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => {
      time += 3_000;
      return time;
    });
    const outcomes = await Promise.allSettled([add('one'), add('two')]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'store.busy' } },
      { status: 'rejected', reason: { code: 'store.busy' } },
    ]);
    rival.exec('COMMIT');
    expect(await add('three')).toBe(1);
    expect(tokens()).toEqual(['three']);
  });
});
