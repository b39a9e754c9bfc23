import { fstatSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { flushOpenFile } from '../../../src/store/sqlite/flushOpenFile.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

let folder: TestFolder;
let file: string;
let db: DatabaseSync;
beforeEach(() => {
  folder = makeFolder();
  file = join(folder.path, 'words.db');
  db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE words (word TEXT)');
});
afterEach(() => {
  if (db.isOpen) db.close();
  folder.remove();
});

test('flushes through the descriptor that SQLite has, which it finds again', () => {
  const descriptor = flushOpenFile(file, null) as number;
  expect(fstatSync(descriptor).ino).toBe(statSync(file).ino);
  expect(flushOpenFile(file, descriptor)).toBe(descriptor);
  // Another file may have the number of before.
  const ofLog = process.stdout.fd;
  expect(flushOpenFile(file, ofLog)).toBe(descriptor);
});

test('flushes nothing where nobody has the file open, or another one is in its place', () => {
  renameSync(file, `${file}.aside`);
  writeFileSync(file, '');
  expect(flushOpenFile(file, null)).toBeNull();
  renameSync(`${file}.aside`, file);
  db.close();
  expect(flushOpenFile(file, null)).toBeNull();
});
