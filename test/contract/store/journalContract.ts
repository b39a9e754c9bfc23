import { expect, test } from '@jest/globals';
import type { Commit } from '../../../src/core/model/commit.ts';
import { outlineOf } from '../../support/memoryJournal.ts';
import { describeStore } from './describeStore.ts';
import { appendAll, type MakeFixture, makeCommit, makeCommits, plain, sendTask, sideEffectsTask } from './fixture.ts';

/** What every journal must do. */
export function journalContract(makeFixture: MakeFixture): void {
  describeStore('journal', makeFixture, (bed) => {
    test('an empty journal knows nothing', async () => {
      expect(await bed.store.journal.load('ana', 'x')).toEqual({ latest: null, duplicateOf: null });
      expect(await bed.store.journal.read('ana', 0, 10)).toEqual([]);
      expect(await bed.store.journal.scan(null, 10)).toEqual({ commits: [], cursor: null });
    });

    test('a commit is read back whole', async () => {
      const commit = makeCommit('ana', 1, {
        outbox: [
          sendTask(0),
          { ordinal: 1, kind: 'effect', sideEffect: { type: 'erase-content' } },
          sideEffectsTask(2),
        ],
        sealed: new Uint8Array(70_000).map((_, index) => index % 251),
      });
      expect(await bed.store.journal.append(commit)).toBe('appended');
      expect(plain(await bed.store.journal.read('ana', 0, 10))).toEqual(plain([commit]));
      expect(plain((await bed.store.journal.scan(null, 10)).commits)).toEqual(plain([commit]));
    });

    test('the newest state is loaded, and a message that is in already is recognised', async () => {
      const commits = makeCommits('ana', [0, 0, 0]);
      await appendAll(bed.store, commits);
      expect(await bed.store.journal.load('ana', 'new')).toEqual({
        latest: { revision: 3, state: commits[2]?.state, keyId: commits[2]?.keyId },
        duplicateOf: null,
      });
      expect((await bed.store.journal.load('ana', 'ana-in-2')).duplicateOf).toBe(2);
      expect((await bed.store.journal.load('pau', 'ana-in-2')).duplicateOf).toBeNull();
    });

    test('a message that is in already changes nothing, at its own revision or a later one', async () => {
      const commit = makeCommit('ana', 1, {});
      await appendAll(bed.store, [commit]);
      const again = makeCommit('ana', 1, { keyId: 'other', outbox: [sendTask(0)] });
      expect(await bed.store.journal.append(again)).toBe('duplicate');
      expect(await bed.store.journal.append({ ...again, revision: 2 })).toBe('duplicate');
      expect(plain((await bed.store.journal.scan(null, 10)).commits)).toEqual(plain([commit]));
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    });

    test('a revision that is taken is a conflict and changes nothing', async () => {
      const commit = makeCommit('ana', 1, {});
      await appendAll(bed.store, [commit]);
      const late = makeCommit('ana', 1, { inboundKey: 'other', outbox: [sendTask(0)] });
      expect(await bed.store.journal.append(late)).toBe('conflict');
      expect(plain((await bed.store.journal.scan(null, 10)).commits)).toEqual(plain([commit]));
      expect(await bed.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
      expect(await bed.store.journal.append({ ...late, revision: 2 })).toBe('appended');
    });

    test('the same revision and message ids may stand in many conversations', async () => {
      const outcomes = await Promise.all(
        ['ana', 'pau', 'eva'].map((name) => bed.store.journal.append(makeCommit(name, 1, { inboundKey: 'same' }))),
      );
      expect(outcomes).toEqual(['appended', 'appended', 'appended']);
    });

    test('of what is appended at once, each fares as if it were alone', async () => {
      await appendAll(bed.store, [makeCommit('ana', 1, {})]);
      const outcomes = await Promise.all([
        bed.store.journal.append(makeCommit('pau', 1, {})),
        bed.store.journal.append(makeCommit('ana', 1, {})),
        bed.store.journal.append(makeCommit('ana', 1, { inboundKey: 'other' })),
        bed.store.journal.append(makeCommit('eva', 1, { inboundKey: 'twin' })),
        bed.store.journal.append(makeCommit('eva', 2, { inboundKey: 'twin' })),
        bed.store.journal.append(makeCommit('ana', 2, {})),
      ]);
      const twins = outcomes.splice(3, 2);
      expect(outcomes).toEqual(['appended', 'duplicate', 'conflict', 'appended']);
      expect(twins.sort()).toEqual(['appended', 'duplicate']);
      expect((await bed.store.journal.scan(null, 10)).commits).toHaveLength(4);
    });

    test('of many that want one revision at once, one gets it', async () => {
      const rivals = Array.from({ length: 20 }, (_, index) => makeCommit('ana', 1, { inboundKey: `${index}` }));
      const outcomes = await Promise.all(rivals.map((commit) => bed.store.journal.append(commit)));
      expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(19);
      expect(await bed.store.journal.read('ana', 0, 50)).toHaveLength(1);
    });

    test('a commit that cannot be stored fails alone', async () => {
      // @ts-expect-error every commit has a time: this one can't be stored
      const broken: Commit = { ...makeCommit('ana', 1, {}), at: null };
      const outcomes = await Promise.allSettled([
        bed.store.journal.append(makeCommit('pau', 1, {})),
        bed.store.journal.append(broken),
        bed.store.journal.append(makeCommit('eva', 1, { outbox: [sendTask(0)] })),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await bed.store.journal.load('ana', 'x')).latest).toBeNull();
      expect((await bed.store.journal.scan(null, 10)).commits.map(({ conversation }) => conversation).sort()).toEqual([
        'eva',
        'pau',
      ]);
    });

    test('a conversation is read from a cursor, oldest first, at most so many', async () => {
      const commits = makeCommits('ana', [0, 0, 0, 0, 0]);
      await appendAll(bed.store, commits);
      await appendAll(bed.store, makeCommits('pau', [0, 0]));
      expect(plain(await bed.store.journal.read('ana', 0, 2))).toEqual(plain(commits.slice(0, 2)));
      expect(plain(await bed.store.journal.read('ana', 2, 10))).toEqual(plain(commits.slice(2)));
      expect(await bed.store.journal.read('ana', 5, 10)).toEqual([]);
      expect(await bed.store.journal.read('nobody', 0, 10)).toEqual([]);
    });

    test('all commits are read page by page in the order in which they came; a kept cursor finds what came later', async () => {
      const ana = makeCommits('ana', [0, 0, 0]);
      const pau = makeCommits('pau', [0, 0]);
      const mixed = [ana[0], pau[0], ana[1], ana[2], pau[1]].filter((commit) => commit !== undefined);
      await appendAll(bed.store, mixed);
      const first = await bed.store.journal.scan(null, 3);
      const second = await bed.store.journal.scan(first.cursor, 3);
      expect(plain([...first.commits, ...second.commits])).toEqual(plain(mixed));
      const end = await bed.store.journal.scan(second.cursor, 3);
      expect(end).toEqual({ commits: [], cursor: second.cursor });
      const later = makeCommit('eva', 1, {});
      await appendAll(bed.store, [later]);
      expect(plain((await bed.store.journal.scan(end.cursor, 3)).commits)).toEqual(plain([later]));
    });

    test('outlines come in the same order and by the same cursors, with no word of what was said', async () => {
      const record = { record: 'public-log', shape: 1, origin: 'o', key: 'k', retired: false } as const;
      const mixed = [
        ...makeCommits('ana', [0, 0, 0]),
        makeCommit('pau', 1, {}),
        makeCommit('city', 1, { state: record }),
      ];
      await appendAll(bed.store, mixed);
      const { journal } = bed.store;
      const first = await journal.scanOutlines(null, 3);
      const second = await journal.scanOutlines(first.cursor, 3);
      const all = [...first.commits, ...second.commits];
      expect(JSON.parse(JSON.stringify(all))).toEqual(JSON.parse(JSON.stringify(mixed.map(outlineOf))));
      expect(second.commits.map(({ isRecord }) => isRecord)).toEqual([false, true]);
      expect(await journal.scanOutlines(second.cursor, 3)).toEqual({ commits: [], cursor: second.cursor });
      // What was read by one can be gone on with by the other.
      expect(plain((await journal.scan(first.cursor, 9)).commits)).toEqual(plain(mixed.slice(3)));
      const later = makeCommit('eva', 1, {});
      await appendAll(bed.store, [later]);
      const { commits } = await journal.scanOutlines(second.cursor, 3);
      expect(commits.map(({ conversation }) => conversation)).toEqual(['eva']);
    });

    test('a cursor that no scan returned is refused', async () => {
      const { journal } = bed.store;
      await expect(journal.scan('not a cursor', 10)).rejects.toMatchObject({ code: 'input.invalid' });
      await expect(journal.scanOutlines('not a cursor', 10)).rejects.toMatchObject({ code: 'input.invalid' });
    });

    test('another process sees what was appended, and both share one order of revisions', async () => {
      const other = await bed.fixture.open();
      await appendAll(bed.store, makeCommits('ana', [0]));
      expect((await other.journal.load('ana', 'ana-in-1')).duplicateOf).toBe(1);
      expect(await other.journal.append(makeCommit('ana', 1, { inboundKey: 'other' }))).toBe('conflict');
      await appendAll(other, [makeCommit('ana', 2, {})]);
      expect((await bed.store.journal.load('ana', 'x')).latest?.revision).toBe(2);
    });

    test('what processes append in turns is read by each of them whole and in one order, whatever the pages', async () => {
      const other = await bed.fixture.open();
      const commits = makeCommits('ana', [0, 0, 0, 0, 0, 0, 0]);
      for (const [index, commit] of commits.entries()) {
        const store = [0, 1, 4].includes(index) ? other : bed.store;
        // As each turn does: who has not seen the newest commit may not follow it in the same millisecond.
        await store.journal.load(commit.conversation, commit.inboundKey);
        await appendAll(store, [commit]);
      }
      const newcomer = await bed.fixture.open();
      for (const { journal } of [bed.store, other, newcomer])
        for (const size of [1, 2, 3, 10]) {
          const read: Commit[] = [];
          let cursor: string | null = null;
          for (let isAll = false; !isAll; ) {
            const page: Awaited<ReturnType<typeof journal.scan>> = await journal.scan(cursor, size);
            read.push(...page.commits);
            cursor = page.cursor;
            isAll = page.commits.length < size;
          }
          expect(plain(read)).toEqual(plain(commits));
        }
    });

    test('what was acknowledged outlives a crash and a restart', async () => {
      const commits = makeCommits('ana', [1, 0, 2]);
      await appendAll(bed.store, commits);
      const survivor = await bed.fixture.openAfterCrash();
      expect(plain((await survivor.journal.scan(null, 10)).commits)).toEqual(plain(commits));
      expect(await survivor.outbox.depth()).toEqual({ waiting: 3, deadLetters: 0 });
      await bed.store.close();
      const reopened = await bed.fixture.open();
      expect(plain((await reopened.journal.scan(null, 10)).commits)).toEqual(plain(commits));
    });
  });
}
