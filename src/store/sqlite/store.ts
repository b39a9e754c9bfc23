import type { Log } from '../../core/ports.ts';
import type { Store } from '../store.ts';
import { createBlobs } from './blobs.ts';
import { casesFileBeside, createCaseIndex, openCaseFile } from './cases/cases.ts';
import { type Database, openDatabase } from './database.ts';
import { createJournal } from './journal.ts';
import { createKnowledgeVersions } from './knowledgeVersions.ts';
import { journalKind } from './migrations/index.ts';
import { createNotices } from './notices.ts';
import { createOutbox } from './outbox.ts';

/**
 * The embedded store: one SQLite file, made on first use, that several processes of one machine may share, and beside
 * it the index of cases, which can be made again from the first. Throws
 * `store.unusable`, `store.forbidden`, `store.newer`, `store.busy` or `store.full`; every method rejects with the same codes.
 */
export function openSqliteStore({ file, log }: { file: string; log: Log }): Store {
  const database = openDatabase(file, journalKind, log);
  const beat = database.connection.prepare(
    'INSERT INTO heartbeat VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET beats = beats + 1',
  );
  let caseFile: Database;
  try {
    caseFile = openCaseFile(casesFileBeside(file), log);
  } catch (error) {
    database.connection.close();
    throw error;
  }
  return {
    journal: createJournal(database),
    outbox: createOutbox(database, log),
    blobs: createBlobs(database),
    knowledgeVersions: createKnowledgeVersions(database),
    cases: createCaseIndex(caseFile, log),
    notices: createNotices(database),
    check: () =>
      database.write(() => {
        beat.run();
      }),
    async close() {
      await database.close();
      await caseFile.close();
    },
  };
}
