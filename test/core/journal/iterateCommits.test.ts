import { expect, test } from '@jest/globals';
import { iterateCommits } from '../../../src/core/journal/iterateCommits.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { makeCommit } from '../../contract/store/fixture.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';

test('all commits of a journal are read, in their order, and it ends although others go on writing', async () => {
  const { journal, commits } = createMemoryJournal();
  for (let revision = 1; revision <= 520; revision++) await journal.append(makeCommit('ana', revision, {}));
  let scans = 0;
  const busy = {
    async scan(cursor: string | null, limit: number) {
      scans += 1;
      await journal.append(makeCommit('ben', scans, {}));
      return journal.scan(cursor, limit);
    },
  };
  const read: Commit[] = [];
  for await (const commit of iterateCommits(busy)) read.push(commit);
  expect(read).toEqual(commits().slice(0, read.length));
  expect(read.length).toBeGreaterThan(520);
});

test('a journal without commits has none', async () => {
  for await (const commit of iterateCommits(createMemoryJournal().journal))
    throw new Error(`there is ${commit.revision}`);
});
