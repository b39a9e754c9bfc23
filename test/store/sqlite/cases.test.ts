import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { casesFileNextTo, createCaseIndex, openCaseFile } from '../../../src/store/sqlite/cases/cases.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { casesContract } from '../../contract/store/casesContract.ts';
import { ask, makeRow } from '../../contract/store/casesFixture.ts';
import { noon } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

casesContract(
  async () => {
    const folder = makeFolder();
    const store = openSqliteStore({ file: join(folder.path, 'journal.db'), log: createLog() });
    return {
      cases: store.cases,
      dispose: async () => {
        await store.close();
        folder.remove();
      },
    };
  },
  { runs: 60 },
);

describe('the file of the index', () => {
  let folder: TestFolder;
  let file: string;
  beforeEach(() => {
    folder = makeFolder();
    file = casesFileNextTo(join(folder.path, 'journal.db'));
  });
  afterEach(() => folder.remove());

  test('answers every question by an index', async () => {
    const database = openCaseFile(file, createLog());
    const { connection } = database;
    const prepared = new Set<string>();
    const prepare = connection.prepare.bind(connection);
    connection.prepare = (sql: string): StatementSync => {
      prepared.add(sql);
      return prepare(sql);
    };
    const cases = createCaseIndex(database, createLog());
    const many = Array.from({ length: 2_100 }, (_, index) => makeRow(`${index}`, { tokens: ['fanal', `w${index}`] }));
    await cases.put(many);
    for (const order of ['due', 'changed'] as const) {
      const { next } = await cases.find(ask({ order }));
      for (const changes of [
        { after: next },
        { statuses: ['open', 'snoozed'] as const, departments: ['streets'], breached: true },
        { assignee: 'marta', statuses: ['open'] as const },
        { assignee: 'nobody', accounts: ['web'], kinds: ['complaint'] },
        { visibility: { agent: 'marta', departments: ['streets'], unassignedOf: 'attention' } },
        { tokens: ['fanal', 'w7'] },
        { tokens: ['fanal'], after: next },
        { codes: ['A'] },
        { conversation: 'ana' },
      ])
        await cases.find(ask({ order, ...changes }));
    }
    await cases.forget('ana');
    const plans = [...prepared]
      .filter((sql) => /^(SELECT|UPDATE|DELETE|INSERT)/.test(sql))
      .map((sql) => ({ sql, plan: plan(sql) }));
    expect(plans.length).toBeGreaterThan(30);
    for (const { sql, plan } of plans) {
      expect({ sql, plan }).toEqual({ sql, plan: expect.not.stringMatching(/SCAN (?!json_each|\(subquery)/) });
      // Only where an index left few rows over may they be sorted.
      if (/INDEXED BY cases_(due|changed)/.test(sql))
        expect({ sql, plan }).toEqual({ sql, plan: expect.not.stringContaining('FOR ORDER BY') });
    }
    await database.close();

    function plan(sql: string): string {
      return prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => row.detail)
        .join('; ');
    }
  });

  test('holds none of the words that were forgotten, nor does its log', async () => {
    const database = openCaseFile(file, createLog());
    const cases = createCaseIndex(database, createLog());
    await cases.put([
      makeRow('A', { conversation: 'ana', text: 'Visc al carrer Unicorniet', tokens: ['unicorniet'] }),
      makeRow('B', { nextAt: noon }),
    ]);
    await cases.forget('ana');
    for (const part of ['', '-wal']) expect(readFileSync(file + part).toString('latin1')).not.toMatch(/unicorniet/i);
    await database.close();
  });

  test('is begun again when it is damaged: it can be made again', async () => {
    writeFileSync(file, 'this is no database, but it is long enough to be looked at as one'.repeat(100));
    const database = openCaseFile(file, createLog());
    const cases = createCaseIndex(database, createLog());
    await cases.put([makeRow('A', {})]);
    expect((await cases.byCode('default', 'A'))?.case.code).toBe('A');
    await database.close();
  });
});
