import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import type { DatabaseKind } from '../../../src/store/sqlite/migrate.ts';
import { journalKind } from '../../../src/store/sqlite/migrations/index.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

const one = { version: 1, sql: 'CREATE TABLE words (word TEXT NOT NULL) STRICT' };
const two = { version: 2, sql: `ALTER TABLE words ADD COLUMN locale TEXT NOT NULL DEFAULT 'ca'` };
const broken = { version: 3, sql: 'CREATE TABLE more (a TEXT) STRICT; INSERT INTO nowhere VALUES (1)' };
const kind = (...migrations: DatabaseKind['migrations']): DatabaseKind => ({ applicationId: 0x54455354, migrations });

describe('the schema', () => {
  let folder: TestFolder;
  let file: string;
  beforeEach(() => {
    folder = makeFolder();
    file = join(folder.path, 'deep', 'inside', 'words.db');
  });
  afterEach(() => folder.remove());

  const open = (of: DatabaseKind) => openDatabase(file, of, createLog());
  async function using<T>(of: DatabaseKind, work: (db: DatabaseSync) => T): Promise<T> {
    const database = open(of);
    try {
      return work(database.connection);
    } finally {
      await database.close();
    }
  }
  const versionOf = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.user_version;
  const codeOf = (work: () => unknown) => {
    try {
      work();
      return 'nothing was thrown';
    } catch (error) {
      return (error as { code?: unknown }).code;
    }
  };

  test('a new file gets every step, and only its owner may read it', async () => {
    expect(await using(kind(one, two), versionOf)).toBe(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, 'deep')).mode & 0o777).toBe(0o700);
  });

  test('an older file is upgraded and keeps what it holds', async () => {
    await using(kind(one), (db) => db.exec(`INSERT INTO words VALUES ('hola')`));
    const rows = await using(kind(one, two), (db) => db.prepare('SELECT * FROM words').all());
    expect(rows.map((row) => ({ ...row }))).toEqual([{ word: 'hola', locale: 'ca' }]);
  });

  test('an upgrade that fails leaves the file as it was', async () => {
    await using(kind(one), (db) => db.exec(`INSERT INTO words VALUES ('hola')`));
    expect(() => open(kind(one, two, broken))).toThrow();
    await using(kind(one), (db) => {
      expect(versionOf(db)).toBe(1);
      expect(
        db
          .prepare('SELECT * FROM words')
          .all()
          .map((row) => ({ ...row })),
      ).toEqual([{ word: 'hola' }]);
    });
  });

  test('a file of a newer version is refused and not touched', async () => {
    await using(kind(one, two), () => {});
    const before = readFileSync(file);
    expect(() => open(kind(one))).toThrow(/newer version.*schema 2; this one knows 1.*restore/);
    expect(codeOf(() => open(kind(one)))).toBe('store.newer');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.each([
    ['with tables', 'CREATE TABLE photos (a)'],
    ['that says whose it is', 'PRAGMA application_id = 7; CREATE TABLE photos (a)'],
    ['that has a version only', 'PRAGMA user_version = 1'],
  ])('another program’s database %s is refused and not touched', async (_, sql) => {
    await using(kind(), () => {});
    const foreign = join(folder.path, 'foreign.db');
    const db = new DatabaseSync(foreign);
    db.exec(sql);
    db.close();
    const before = readFileSync(foreign);
    expect(codeOf(() => openDatabase(foreign, kind(one), createLog()))).toBe('store.unusable');
    expect(readFileSync(foreign).equals(before)).toBe(true);
  });

  test('the journal’s file and the keys’ are not taken for one another', async () => {
    await using(kind(one), () => {});
    expect(codeOf(() => open(journalKind))).toBe('store.unusable');
  });

  test('what is no database is refused and not touched', () => {
    const garbage = join(folder.path, 'garbage.db');
    writeFileSync(garbage, 'This is a shopping list.\n'.repeat(400));
    expect(codeOf(() => openDatabase(garbage, kind(one), createLog()))).toBe('store.unusable');
    expect(readFileSync(garbage, 'utf8')).toBe('This is a shopping list.\n'.repeat(400));
  });

  test('the steps of the journal are numbered from 1 without gaps', () => {
    expect(journalKind.migrations.map(({ version }) => version)).toEqual(journalKind.migrations.map((_, i) => i + 1));
  });
});
