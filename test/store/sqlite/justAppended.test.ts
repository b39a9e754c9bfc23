import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendAll, makeCommits, type StoreFixture } from '../../contract/store/fixture.ts';
import { makeSqliteFixture } from './sqliteFixture.ts';

let fixture: StoreFixture;
beforeEach(async () => {
  fixture = await makeSqliteFixture();
});
afterEach(() => fixture.dispose());

test('who follows the journal gets what this process has just stored as it is, without reading it again', async () => {
  const [store, other] = [await fixture.open(), await fixture.open()];
  const [before, ...own] = makeCommits('ana', [0, 0, 0]);
  if (before === undefined) throw new Error('no commit was made');
  await appendAll(other, [before]);
  await appendAll(store, own);
  const first = await store.journal.scan(null, 1);
  const { commits } = await store.journal.scan(first.cursor, 10);
  expect(commits).toHaveLength(2);
  for (const [index, commit] of commits.entries()) expect(commit).toBe(own[index]);
});
