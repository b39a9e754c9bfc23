import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { iterateCommits } from '../../../src/core/journal/iterateCommits.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import { CodedError } from '../../../src/core/model/errors.ts';
import { digestCommits } from '../../../src/journal/digest.ts';
import type { MoveEnd } from '../../../src/store/move/end.ts';
import { openMongoEnd } from '../../../src/store/move/mongoEnd.ts';
import { move } from '../../../src/store/move/move.ts';
import { openSqliteSource, openSqliteTarget } from '../../../src/store/move/sqliteEnd.ts';
import { openStores, type StoreOptions, type Stores } from '../../../src/store/open.ts';
import { makeCommit, nameOf, noon, sendTask, sideEffectsTask } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';
import { describeWith, freshDatabase, startServer } from '../mongo/server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const now = noon + 60_000;
const masterKey = new Uint8Array(32).fill(7);
const quota = { conversation: 1e9, day: 1e9 };

describeWith(server)('moving a store', () => {
  let folder: TestFolder;
  let uri: string;
  const opened: { close(): Promise<void> }[] = [];
  beforeEach(() => {
    folder = makeFolder();
    if (server) uri = freshDatabase(server);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    folder.remove();
  });

  const location = (name: string) => ({
    journalFile: join(folder.path, name, 'journal', 'journal.db'),
    keysFolder: join(folder.path, name, 'keys'),
  });
  const keep = <T extends { close(): Promise<void> }>(each: T): T => {
    opened.push(each);
    return each;
  };
  const source = (name: string): MoveEnd => keep(openSqliteSource(location(name)));
  const target = (name: string): MoveEnd => keep(openSqliteTarget(location(name), createLog()));
  const mongo = async (): Promise<MoveEnd> => keep(await openMongoEnd(uri, null, createLog()));

  async function open(
    options: Pick<StoreOptions, 'mongoUri'> & { name: string; masterKey?: Uint8Array },
  ): Promise<Stores> {
    const dataDir = join(folder.path, options.name);
    const stores = await openStores({
      dataDir,
      keysDir: join(dataDir, 'keys'),
      masterKey: options.masterKey ?? masterKey,
      mongoUri: options.mongoUri,
      mongoKeysUri: null,
      log: createLog(),
    });
    keep(stores.store);
    keep(stores.keyring);
    return stores;
  }

  /** A store in SQLite with something of every kind, and the keys that were alive in it. */
  async function fill(name: string, people: number) {
    const { store, keyring } = await open({ name, mongoUri: null });
    const commits: Commit[] = [];
    for (let revision = 1; revision <= 3; revision++) {
      for (let person = 0; person < people; person++) {
        const conversation = `person ${person}`;
        const key = await (revision === 3 && person === 1
          ? keyring.rotate(conversation)
          : keyring.current(conversation));
        const outbox = person % 2 === 0 ? [sendTask(0), sendTask(1), sideEffectsTask(2)] : [sideEffectsTask(0)];
        commits.push(makeCommit(conversation, revision, { keyId: key.id, outbox }));
      }
    }
    // Those of one revision together: they share the flush to the disk.
    for (const together of Map.groupBy(commits, ({ revision }) => revision).values()) {
      await Promise.all(together.map((commit) => store.journal.append(commit)));
    }
    await keyring.destroy('person 1', (await keyring.current('person 1')).id);
    const [first, second, third] = await store.outbox.claim(now, now + 1_000, 10);
    if (first && second && third) {
      await store.outbox.deadLetter(first, 'platform.refused');
      await store.outbox.retry(second, now + 5_000, 'platform.unreachable');
      await store.outbox.done(third, 'message 77');
    }
    await store.outbox.claim(now, now + 1_000, 1);
    await store.blobs.put('person 0', 'choice', new Uint8Array(70_000).fill(3), 'key');
    for (const [id, at] of [
      ['photo', noon],
      ['film', noon + 1],
    ] as const) {
      await store.files.reserve({ conversation: 'person 0', id, bytes: 69_900, at }, quota);
      await store.files.put('person 0', id, new Uint8Array(70_000).fill(3), 'key');
    }
    await store.files.confirm('person 0', ['photo']);
    await store.files.reserve({ conversation: 'person 0', id: 'never came', bytes: 5, at: noon }, quota);
    await store.knowledgeVersions.save('v1', '{"a":1}', noon);
    await store.knowledgeVersions.save('v2', '{"a":2}', noon + 1);
    await store.knowledgeVersions.save('v1', '{"a":1}', noon + 2);
    const own = { tenant: 'default', person: 'anna', at: noon, bytes: new Uint8Array([1, 2, 3]) };
    const seal = { conversation: 'person 0', keyId: (await keyring.current('person 0')).id };
    await store.personal.put({ ...own, name: 'draft AAAA-0001', seal });
    await store.personal.put({ ...own, name: 'views', seal: null });
    for (const code of ['AAAA-0001', 'AAAA-0002'])
      await store.notifications.put({
        ...{ tenant: 'default', person: 'anna', id: `n ${code}`, at: noon, code, reason: 'mentioned' },
        ...{ department: 'oiac', dueAt: null },
      });
    await store.notifications.markRead('default', 'anna', 'AAAA-0001', noon + 5);
    await store.close();
    await keyring.close();
    return commits;
  }

  async function describeStores({ store, keyring }: Stores) {
    const ids = new Set<string>();
    for await (const { keyId } of iterateCommits(store.journal)) ids.add(keyId);
    const keys = await Promise.all([...ids].map((id) => keyring.find(id)));
    const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');
    return {
      digest: await digestCommits(iterateCommits(store.journal)),
      depth: await store.outbox.depth(),
      nextDue: await store.outbox.nextDue(),
      deadLetters: await store.outbox.listDeadLetters(10),
      later: (await store.outbox.claim(now + 10_000, now + 70_000, 100))
        .map((entry) => `${nameOf(entry)} ${entry.attempts}`)
        .sort(),
      latest: await store.knowledgeVersions.latest(),
      personal: await Promise.all(
        ['draft AAAA-0001', 'views'].map((name) => store.personal.get('default', 'anna', name)),
      ),
      notifications: (await store.notifications.list('default', 'anna', null, 10)).notifications,
      unread: await store.notifications.unread('default', 'anna'),
      note: hex((await store.blobs.get('person 0', 'choice'))?.sealed)?.length,
      file: hex((await store.files.get('person 0', 'photo'))?.sealed)?.length,
      unconfirmed: (await store.files.unconfirmed(now, 10)).filter(({ keyId }) => keyId !== null),
      keys: keys.map((key) => key && `${key.id} ${hex(key.key)}`),
      fates: await Promise.all([...ids].map((id) => keyring.fate(id))),
      current: (await keyring.current('person 1')).id,
    };
  }

  test('from SQLite to MongoDB and back keeps everything as it was', async () => {
    await fill('a', 7);
    const moved = await move(source('a'), await mongo(), () => {});
    expect(moved.counts).toEqual({
      commits: 21,
      keys: 8,
      notes: 1,
      files: 2,
      knowledge: 2,
      delivered: 1,
      personal: 2,
      notifications: 2,
      waiting: 25,
      deadLetters: 1,
    });
    const back = await move(await mongo(), target('b'), () => {});
    expect(back.journal).toEqual(moved.journal);
    const [one, two, three] = [
      await describeStores(await open({ name: 'a', mongoUri: null })),
      await describeStores(await open({ name: 'a', mongoUri: uri })),
      await describeStores(await open({ name: 'b', mongoUri: null })),
    ];
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(one.fates).toContain('destroyed');
    expect(one.later.length).toBeGreaterThan(2);
  });

  test('a master key that was replaced goes along, with what is derived from the first one', async () => {
    await fill('a', 2);
    const next = new Uint8Array(32).fill(8);
    const old = await open({ name: 'a', mongoUri: null });
    const secret = old.keyring.derive('sealer');
    await old.keyring.rotation.begin(next);
    const rotated = await open({ name: 'a', mongoUri: null, masterKey: next });
    await rotated.keyring.rotation.finish();
    await move(source('a'), await mongo(), () => {});
    await move(await mongo(), target('b'), () => {});
    const one = await describeStores(rotated);
    for (const at of [
      { name: 'a', mongoUri: uri },
      { name: 'b', mongoUri: null },
    ]) {
      await expect(open(at)).rejects.toMatchObject({ code: 'key.unusable' });
      const moved = await open({ ...at, masterKey: next });
      expect(await describeStores(moved)).toEqual(one);
      expect(moved.keyring.derive('sealer')).toEqual(secret);
    }
  });

  test('what was cut goes on where it was, however often and wherever it was cut', async () => {
    await fill('a', 100);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), async (cuts) => {
        if (server) uri = freshDatabase(server);
        for (const cut of cuts) {
          let writes = 0;
          const end = await mongo();
          const failing: MoveEnd = {
            ...end,
            addCommits: async (commits) => {
              if (writes++ === cut) throw new CodedError('store.busy', 'cut');
              await end.addCommits(commits.slice(0, writes === cut ? 13 : undefined));
              if (writes === cut) throw new CodedError('store.busy', 'cut in the middle');
            },
          };
          await move(source('a'), failing, () => {}).catch((error: CodedError) =>
            expect(error.code).toBe('store.busy'),
          );
        }
        const { journal, counts } = await move(source('a'), await mongo(), () => {});
        expect(journal).toEqual(await digestCommits(iterateCommits(source('a').journal)));
        expect(counts.commits).toBe(300);
        for (const each of opened.splice(0)) await each.close();
      }),
      { numRuns: 4 },
    );
  });

  test('moving again brings only what came since', async () => {
    await fill('a', 4);
    await move(source('a'), await mongo(), () => {});
    const { store, keyring } = await open({ name: 'a', mongoUri: null });
    await store.journal.append(makeCommit('person 9', 1, { keyId: (await keyring.current('person 9')).id }));
    await keyring.destroy('person 2', null);
    await store.blobs.put('person 0', 'another', new Uint8Array([1]), 'key');
    await store.files.confirm('person 0', ['film']);
    const seen: string[] = [];
    const moved = await move(source('a'), await mongo(), ({ kind, moved: count }) => seen.push(`${kind} ${count}`));
    expect(moved.resumed).toBe(12);
    expect(moved.counts).toMatchObject({ commits: 13, notes: 2, files: 2 });
    expect(seen).toContain('notes 1');
  });

  test('another installation’s data are neither mixed in nor touched', async () => {
    await fill('a', 2);
    await move(source('a'), await mongo(), () => {});
    const { store, keyring } = await open({ name: 'other', mongoUri: null });
    await store.journal.append(makeCommit('stranger', 1, { keyId: (await keyring.current('stranger')).id }));
    await expect(move(source('other'), await mongo(), () => {})).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(move(await mongo(), target('other'), () => {})).rejects.toMatchObject({ code: 'input.invalid' });
    expect((await move(source('a'), await mongo(), () => {})).counts.commits).toBe(6);
  });

  test('a target that does not hold the same in the end is not called good', async () => {
    await fill('a', 2);
    const end = await mongo();
    const lossy: MoveEnd = { ...end, files: { ...end.files, put: async () => {} } };
    await expect(move(source('a'), lossy, () => {})).rejects.toMatchObject({ code: 'store.unusable' });
  });

  test('a source that is not there is said to be missing', async () => {
    expect(() => source('nowhere')).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
