import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CodedError } from '../../../src/core/model/errors.ts';
import { storeError } from '../../../src/store/sqlite/driverErrors.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

describe('a place where nothing can be stored', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  function errorOf(file: string): unknown {
    try {
      openSqliteStore({ file, log: createLog() });
      return null;
    } catch (error) {
      return error;
    }
  }

  test('a folder where the file should be', () => {
    mkdirSync(join(folder.path, 'journal.db'));
    expect(errorOf(join(folder.path, 'journal.db'))).toMatchObject({ code: 'store.unusable' });
  });

  test('a file where the folder should be', () => {
    writeFileSync(join(folder.path, 'data'), '');
    expect(errorOf(join(folder.path, 'data', 'journal.db'))).toMatchObject({ code: 'store.unusable' });
  });

  test('a file that may not be written', async () => {
    const file = join(folder.path, 'journal.db');
    await openSqliteStore({ file, log: createLog() }).close();
    chmodSync(file, 0o444);
    chmodSync(folder.path, 0o555);
    // For the superuser permissions mean nothing, so be somebody else for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      expect(errorOf(file)).toMatchObject({ code: 'store.forbidden', message: expect.stringContaining('permission') });
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(folder.path, 0o755);
    }
  });

  test.each([
    [{ errcode: 13 }, 'store.full'],
    [{ errcode: 4874 }, 'store.full'],
    [{ code: 'ENOSPC' }, 'store.full'],
    [{ errcode: 5 }, 'store.busy'],
    [{ errcode: 517 }, 'store.busy'],
    [{ errcode: 8 }, 'store.forbidden'],
    [{ errcode: 778 }, 'store.unusable'],
    [{ errcode: 11 }, 'store.unusable'],
    [{ errcode: 26 }, 'store.unusable'],
    [{ errcode: 1 }, 'store.unusable'],
    [{ code: 'EACCES' }, 'store.forbidden'],
  ])('%j is %s, and the cause is passed on', (cause, code) => {
    expect(storeError(cause, 'journal.db')).toMatchObject({ code, cause });
  });

  test('what is no failure of the store is passed on as it is', () => {
    const mistake = new TypeError('a fault of the program');
    expect(storeError(mistake, 'journal.db')).toBe(mistake);
    const coded = new CodedError('store.newer', 'Start the newer version.');
    expect(storeError(coded, 'journal.db')).toBe(coded);
  });
});
