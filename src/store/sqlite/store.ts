import { codeOf } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { createSqliteTie } from '../installation/sqliteManifest.ts';
import type { Store } from '../store.ts';
import { createBeat } from './beat.ts';
import { createBlobs } from './blobs.ts';
import { casesFileNextTo, createCaseIndex, openCaseFile } from './cases/cases.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Database, openDatabase } from './database.ts';
import { createDerivedRecords } from './derived.ts';
import { createFiles, filesFileNextTo, filesKind } from './files.ts';
import { createJournal } from './journal.ts';
import { createKnowledgeVersions } from './knowledgeVersions.ts';
import { journalKind } from './migrations/index.ts';
import { createNotificationStore } from './notifications.ts';
import { createOutbox } from './outbox.ts';
import { createPersonalRecords } from './personalRecords.ts';

/** Bytes of the write that proves the store: about as much as a message and its answer take with all their indexes. */
const ballast = 32 * 1024;

/**
 * The embedded store: one SQLite file, created on first use, that several processes of one machine may share, and next
 * to it the case index, which can be rebuilt from the first, and people's files. Throws `store.unusable`,
 * `store.forbidden`, `store.newer`, `store.busy` or `store.full`; every method rejects with the same codes.
 * `checkpoints`: looks after the write-ahead logs; absent: commits do it.
 */
export function openSqliteStore({
  file,
  log,
  checkpoints = null,
}: {
  file: string;
  log: Log;
  checkpoints?: Checkpoints | null;
}): Store {
  const database = openDatabase(file, journalKind, log);
  const beat = createBeat(database, ballast);
  const opened: Database[] = [database];
  const openSideFile = (open: () => Database): Database => {
    try {
      const another = open();
      opened.push(another);
      return another;
    } catch (error) {
      for (const { connection } of opened) connection.close();
      throw error;
    }
  };
  const caseFile = openSideFile(() => openCaseFile(casesFileNextTo(file), log));
  const filesFile = openSideFile(() => openDatabase(filesFileNextTo(file), filesKind, log));
  if (checkpoints !== null) for (const each of opened) each.checkpointBy(checkpoints);
  return {
    journal: createJournal(database),
    outbox: createOutbox(database, log),
    blobs: createBlobs(database),
    files: createFiles(filesFile),
    knowledgeVersions: createKnowledgeVersions(database),
    cases: createCaseIndex(caseFile, log),
    derived: createDerivedRecords(caseFile),
    notifications: createNotificationStore(database),
    personal: createPersonalRecords(database),
    tie: createSqliteTie('journal', database),
    filesTie: createSqliteTie('files', filesFile),
    check: beat,
    watch: (watcher) => {
      database.watch(watcher);
      // A damaged index is rebuilt at the next start, and messages continue without files.
      for (const each of [caseFile, filesFile])
        each.watch((outcome) => {
          if (codeOf(outcome.error) === 'store.lost') watcher(outcome);
        });
    },
    async close() {
      for (const each of opened) await each.close();
    },
  };
}
