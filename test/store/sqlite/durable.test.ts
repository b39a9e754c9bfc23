import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDurable } from '../../../src/store/sqlite/durable.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

describe('waiting for the disk', () => {
  let folder: TestFolder;
  let log: string;
  beforeEach(() => {
    folder = makeFolder();
    log = join(folder.path, 'journal.db-wal');
    writeFileSync(log, '');
  });
  afterEach(() => folder.remove());

  test('ends for everybody who asks, also for those who ask while a flush is under way', async () => {
    const durable = createDurable(log);
    const order: string[] = [];
    const first = durable.settle().then(() => order.push('first'));
    appendFileSync(log, 'more');
    const others = ['second', 'third'].map((name) => durable.settle().then(() => order.push(name)));
    await Promise.all([first, ...others]);
    expect(order).toEqual(['first', 'second', 'third']);
    await durable.close();
  });

  test('is over before the log is let go of', async () => {
    const durable = createDurable(log);
    let settled = false;
    const waiting = durable.settle().then(() => {
      settled = true;
    });
    await durable.close();
    await waiting;
    expect(settled).toBe(true);
  });

  test('fails where the log cannot be flushed, and then for good', async () => {
    rmSync(log);
    const durable = createDurable(log);
    await expect(durable.settle()).rejects.toMatchObject({ code: 'ENOENT' });
    writeFileSync(log, '');
    await expect(durable.settle()).rejects.toMatchObject({ code: 'ENOENT' });
    await durable.close();
    expect(existsSync(log)).toBe(true);
  });
});
