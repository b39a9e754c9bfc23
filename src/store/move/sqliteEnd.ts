import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Commit } from '../../core/model/commit.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { keysFile } from '../keyring/keyring.ts';
import type { MasterRecord } from '../keyring/masters.ts';
import { keysKind } from '../keyring/migrations/index.ts';
import { casesFileNextTo, removeCaseFile } from '../sqlite/cases/cases.ts';
import { commitValues, insertCommit } from '../sqlite/commitRow.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { filesFileNextTo, filesKind } from '../sqlite/files.ts';
import { createJournal } from '../sqlite/journal.ts';
import { journalKind } from '../sqlite/migrations/index.ts';
import { openToRead } from '../sqlite/openToRead.ts';
import { rowsOf } from '../sqlite/rowsOf.ts';
import type { MoveEnd } from './end.ts';
import { sqliteDeskTables } from './sqliteDeskTables.ts';
import { readOutbox, writeOutbox } from './sqliteOutbox.ts';
import { sqliteTables } from './sqliteTables.ts';

export interface SqliteFiles {
  readonly journalFile: string;
  readonly keysFolder: string;
}

/** Opens a store in SQLite as the source of a move, read-only. Throws `input.invalid` when there is none. */
export function openSqliteSource({ journalFile, keysFolder }: SqliteFiles): MoveEnd {
  for (const file of [journalFile, filesFileNextTo(journalFile), keysFile(keysFolder)]) {
    if (existsSync(file)) continue;
    throw new CodedError('input.invalid', `There is no ${file} to move. Check the folder that --from names.`);
  }
  return createEnd(
    openToRead(journalFile, journalKind),
    openToRead(filesFileNextTo(journalFile), filesKind),
    openToRead(keysFile(keysFolder), keysKind),
  );
}

/** Opens (or creates) a store in SQLite as the target of a move; an existing case index belongs to another journal. */
export function openSqliteTarget({ journalFile, keysFolder }: SqliteFiles, log: Log): MoveEnd {
  removeCaseFile(casesFileNextTo(journalFile));
  const journal = openDatabase(journalFile, journalKind, log);
  const files = openDatabase(filesFileNextTo(journalFile), filesKind, log);
  return createEnd(journal, files, openDatabase(keysFile(keysFolder), keysKind, log));
}

function createEnd(journal: Database, files: Database, keys: Database): MoveEnd {
  const addCommits = commitAdder(journal.connection);
  return {
    name: journal.file,
    journal: createJournal(journal),
    countCommits: () =>
      journal.read(() => Number(journal.connection.prepare('SELECT count(*) AS n FROM commits').get()?.n)),
    addCommits: (commits) => journal.write(() => addCommits(commits)),
    ...sqliteTables(journal, files, keys),
    ...sqliteDeskTables(journal),
    readOutbox: () => journal.read(() => readOutbox(journal.connection)),
    writeOutbox: (outbox) => journal.write(() => writeOutbox(journal.connection, outbox)),
    masterCheck: () =>
      keys.read(() => {
        const row = keys.connection.prepare('SELECT check_value FROM master').get();
        return (row?.check_value as Uint8Array | undefined) ?? null;
      }),
    setMasterCheck: (check) =>
      keys.write(() => {
        keys.connection.prepare('INSERT INTO master VALUES (1, ?)').run(check);
      }),
    laterMasters: () =>
      keys.read(() =>
        rowsOf<MasterRecord>(
          keys.connection.prepare(
            'SELECT generation, check_value AS "check", root, bridge, previous FROM masters ORDER BY generation',
          ),
        ),
      ),
    addMasters: (masters) =>
      keys.write(() => {
        const add = keys.connection.prepare('INSERT OR REPLACE INTO masters VALUES (?, ?, ?, ?, ?)');
        for (const { generation, check, root, bridge, previous } of masters)
          add.run(generation, check, root, bridge, previous);
      }),
    close: async () => {
      await journal.close();
      await files.close();
      await keys.close();
    },
  };
}

function commitAdder(db: DatabaseSync): (commits: readonly Commit[]) => void {
  const find = db.prepare('SELECT id FROM conversations WHERE key = ?');
  const name = db.prepare('INSERT INTO conversations (key) VALUES (?)');
  const add = db.prepare(insertCommit);
  return (commits) => {
    for (const commit of commits) {
      const number =
        (find.get(commit.conversation)?.id as number | undefined) ?? name.run(commit.conversation).lastInsertRowid;
      if (add.run(number, ...commitValues(commit)).changes === 1) continue;
      throw new CodedError('input.invalid', 'The target already holds a different commit at a position of the source.');
    }
  };
}
