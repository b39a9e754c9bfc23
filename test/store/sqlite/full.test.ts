import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Journal } from '../../../src/core/ports/journal.ts';
import { type Database, openDatabase } from '../../../src/store/sqlite/database.ts';
import { createJournal } from '../../../src/store/sqlite/journal.ts';
import { journalKind } from '../../../src/store/sqlite/migrations/index.ts';
import { makeCommit, plain, sendTask } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';

describe('a full disk', () => {
  let folder: TestFolder;
  let database: Database;
  let journal: Journal;
  beforeEach(() => {
    folder = makeFolder();
    database = openDatabase(join(folder.path, 'journal.db'), journalKind, createLog());
    journal = createJournal(database);
    const pages = Number(database.connection.prepare('PRAGMA page_count').get()?.page_count);
    database.connection.exec(`PRAGMA max_page_count = ${pages + 40}`);
  });
  afterEach(async () => {
    await database.close();
    folder.remove();
  });

  test('refuses whole groups, keeps what was acknowledged, and goes on once there is room', async () => {
    const acknowledged: string[] = [];
    const refused: string[] = [];
    for (let group = 0; group < 40; group++) {
      const commits = Array.from({ length: 10 }, (_, index) =>
        makeCommit(`person ${group}-${index}`, 1, { sealed: new Uint8Array(500), outbox: [sendTask(0)] }),
      );
      const outcomes = await Promise.allSettled(commits.map((commit) => journal.append(commit)));
      const states = new Set(
        outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.code)),
      );
      expect(states.size).toBe(1);
      const list = states.has('appended') ? acknowledged : refused;
      list.push(...commits.map(({ conversation }) => conversation));
      if (list === refused) expect(states).toEqual(new Set(['store.full']));
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    const stored = async () => (await journal.scan(null, 1000)).commits.map(({ conversation }) => conversation);
    expect(await stored()).toEqual(acknowledged);

    database.connection.exec('PRAGMA max_page_count = 100000');
    const again = makeCommit(refused[0] as string, 1, {});
    expect(await journal.append(again)).toBe('appended');
    expect(await stored()).toEqual([...acknowledged, refused[0]]);
    expect(plain(await journal.read(again.conversation, 0, 10))).toEqual(plain([again]));
    expect(database.connection.prepare('PRAGMA integrity_check').get()?.integrity_check).toBe('ok');
  });

  test('an error names the file and says what to do', async () => {
    const huge = makeCommit('ana', 1, { sealed: new Uint8Array(1_000_000) });
    await expect(journal.append(huge)).rejects.toMatchObject({
      code: 'store.full',
      message: expect.stringMatching(/journal\.db is full.*Free some space/),
    });
  });
});
