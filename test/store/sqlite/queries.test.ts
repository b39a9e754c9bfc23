import { join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createKeyRows } from '../../../src/store/keyring/keyRows.ts';
import { keysKind } from '../../../src/store/keyring/migrations/index.ts';
import { createBlobs } from '../../../src/store/sqlite/blobs.ts';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { createFiles, filesKind } from '../../../src/store/sqlite/files.ts';
import { createJournal } from '../../../src/store/sqlite/journal.ts';
import { createKnowledgeVersions } from '../../../src/store/sqlite/knowledgeVersions.ts';
import { journalKind } from '../../../src/store/sqlite/migrations/index.ts';
import { createOutbox } from '../../../src/store/sqlite/outbox.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

/** What may walk through a whole table or index: figures for operators, and lists that are read from one end. */
const mayScan = [
  /^SELECT \(SELECT count/,
  /^SELECT tenant, account, sum\(waiting\)/,
  /FROM dead_letters o .* ORDER BY o\.seq/s,
  /FROM knowledge ORDER BY seq DESC LIMIT 1/,
  // One for each process.
  /^SELECT holder, beat FROM holders$/,
];

describe('every query', () => {
  let folder: TestFolder;
  const opened: Database[] = [];
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    folder.remove();
  });

  /** The SQL that `use` prepares, and the plans that need neither a scan nor a sort of unknown size. */
  function plansOf(kind: typeof journalKind, use: (database: Database) => void): [sql: string, plan: string][] {
    const database = openDatabase(join(folder.path, `${opened.length}.db`), kind, createLog());
    opened.push(database);
    const { connection } = database;
    const prepared: string[] = [];
    const prepare = connection.prepare.bind(connection);
    connection.prepare = (sql: string): StatementSync => {
      prepared.push(sql);
      return prepare(sql);
    };
    use(database);
    return prepared
      .filter((sql) => /^(SELECT|UPDATE|DELETE|INSERT)/.test(sql))
      .map((sql) => [
        sql,
        prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map((row) => row.detail)
          .join('; '),
      ]);
  }

  test('of the journal, its outbox and its records uses an index', () => {
    const plans = plansOf(journalKind, (database) => {
      createJournal(database);
      createOutbox(database, createLog());
      createBlobs(database);
      createKnowledgeVersions(database);
    });
    expect(plans.length).toBeGreaterThan(20);
    for (const [sql, plan] of plans) {
      if (mayScan.some((pattern) => pattern.test(sql))) continue;
      expect({ sql, plan }).toEqual({
        sql,
        plan: expect.not.stringMatching(/SCAN (?!.*USING COVERING INDEX outbox_due)|TEMP B-TREE/),
      });
    }
  });

  test('of the files uses an index', () => {
    const plans = plansOf(filesKind, createFiles);
    expect(plans.length).toBeGreaterThan(8);
    for (const [sql, plan] of plans) {
      expect({ sql, plan }).toEqual({ sql, plan: expect.not.stringMatching(/SCAN |TEMP B-TREE/) });
    }
  });

  test('of the keys uses an index', () => {
    for (const [sql, plan] of plansOf(keysKind, ({ connection }) => createKeyRows(connection))) {
      // There is one master key, and one more for each time that it was replaced.
      if (/FROM master\b/.test(sql)) continue;
      expect({ sql, plan }).toEqual({ sql, plan: expect.not.stringMatching(/SCAN (?!keys)|TEMP B-TREE/) });
    }
  });
});
