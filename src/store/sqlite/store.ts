import { codeOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import { createSqliteTie } from '../installation/sqliteTie.ts';
import type { Store } from '../store.ts';
import { createBeat } from './beat.ts';
import { createBlobs } from './blobs.ts';
import { casesFileBeside, createCaseIndex, openCaseFile } from './cases/cases.ts';
import { type Database, openDatabase } from './database.ts';
import { createJournal } from './journal.ts';
import { createKnowledgeVersions } from './knowledgeVersions.ts';
import { journalKind } from './migrations/index.ts';
import { createNotices } from './notices.ts';
import { createOutbox } from './outbox.ts';

/** Bytes of the write that proves the store: about what a message and its answer take with all their indexes. */
const ballast = 32 * 1024;

/**
 * The embedded store: one SQLite file, made on first use, that several processes of one machine may share, and beside
 * it the index of cases, which can be made again from the first. Throws
 * `store.unusable`, `store.forbidden`, `store.newer`, `store.busy` or `store.full`; every method rejects with the same codes.
 */
export function openSqliteStore({ file, log }: { file: string; log: Log }): Store {
  const database = openDatabase(file, journalKind, log);
  const beat = createBeat(database, ballast);
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
    tie: createSqliteTie('journal', database),
    check: beat,
    watch: (watcher) => {
      database.watch(watcher);
      caseFile.watch((outcome) => {
        // A damaged index is made again at the next start, and the journal goes on without it.
        if (codeOf(outcome.error) === 'store.lost') watcher(outcome);
      });
    },
    async close() {
      await database.close();
      await caseFile.close();
    },
  };
}
