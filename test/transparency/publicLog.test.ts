import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import { checkLog } from '../../src/transparency/check/checkLog.ts';
import { openSource } from '../../src/transparency/check/logSource.ts';
import { entriesIn } from '../../src/transparency/merkle/tiles.ts';
import { createPublicLog, publishedFolder, retireLog } from '../../src/transparency/publicLog.ts';
import { appendAll, makeCommit, makeCommits, type StoreFixture } from '../contract/store/fixture.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { makeMongoFixture } from '../store/mongo/mongoFixture.ts';
import { startServer } from '../store/mongo/server.ts';
import { makeSqliteFixture } from '../store/sqlite/sqliteFixture.ts';
import { createLog } from '../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { leaseWith } from './support/sequence.ts';

const server = await startServer();
afterAll(() => server?.stop());

const stores = [
  ['SQLite', makeSqliteFixture] as const,
  ...(server === null ? [] : [['MongoDB', () => makeMongoFixture(server, {})] as const]),
];

describe.each(stores)('the public log over %s', (_, makeFixture) => {
  let fixture: StoreFixture;
  let folder: TestFolder;
  beforeEach(async () => {
    fixture = await makeFixture();
    folder = makeFolder();
  });
  afterEach(async () => {
    await fixture.dispose();
    folder.remove();
  });

  /** A process over a store, whose sequencer runs until it has nothing to do. */
  async function openProcess(
    changes: { readonly publicUrl?: string; readonly store?: Awaited<ReturnType<StoreFixture['open']>> } = {},
  ) {
    const store = changes.store ?? (await fixture.open());
    const log = createLog();
    const keys = createMemoryKeys();
    let now = Date.parse('2026-11-24T12:34:56Z');
    const clock = () => {
      now += 1;
      return now;
    };
    const records = createRecordLog({
      journal: store.journal,
      sealer: createMemorySealer(keys),
      clock,
      newId: () => crypto.randomUUID(),
    });
    const end = { current: new AbortController() };
    const folders = { folder: join(folder.path, 'transparency'), keysFolder: join(folder.path, 'keys') };
    const publicLog = createPublicLog({
      ...folders,
      tenant: 'default',
      publicUrl: changes.publicUrl ?? 'https://bot.example.cat',
      journal: store.journal,
      records,
      keys,
      secret: new Uint8Array(32).fill(4),
      witnesses: null,
      clock,
      timer: (_milliseconds, callback) => {
        queueMicrotask(() => {
          end.current.abort();
          callback();
        });
        return () => {};
      },
      log,
    });
    return {
      store,
      log,
      retire: () => retireLog({ ...folders, tenant: 'default', records }),
      errors: () => log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields.code),
      async sequence(token: number) {
        end.current = new AbortController();
        await publicLog.sequence(leaseWith(token), end.current.signal);
      },
    };
  }

  const source = () => openSource(publishedFolder(join(folder.path, 'transparency')));
  const report = () => checkLog(source(), { keys: [], seen: null });
  const typesIn = async () => {
    const { checkpoint } = await report();
    const bundle = await source().read(`tile/entries/000.p/${checkpoint.size}`);
    return entriesIn(bundle ?? new Uint8Array()).map((entry) => JSON.parse(Buffer.from(entry).toString()));
  };

  test('is begun, goes on after a restart and a crash, and has every event once', async () => {
    const first = await openProcess();
    await appendAll(first.store, makeCommits('ana', [0, 0]));
    await first.sequence(1);
    await appendAll(first.store, makeCommits('bea', [0, 0, 0]));
    await first.sequence(2);
    const next = await openProcess({ store: await fixture.openAfterCrash() });
    await appendAll(next.store, makeCommits('cai', [0]));
    await next.sequence(3);
    await next.sequence(4);
    expect(next.errors()).toEqual([]);
    const { faults, counts } = await report();
    expect(faults).toEqual([]);
    expect([...counts].sort()).toEqual([
      ['log.begun', 1],
      ['question.answered', 6],
    ]);
    const answered = (await typesIn()).filter(({ type }) => type === 'question.answered');
    expect(answered.map(({ service }) => service)).toEqual([
      'padro.alta-1',
      'padro.alta-2',
      'padro.alta-1',
      'padro.alta-2',
      'padro.alta-3',
      'padro.alta-1',
    ]);
  });

  test('keeps its name when the address of the service changes', async () => {
    await (await openProcess()).sequence(1);
    const moved = await openProcess({ publicUrl: 'https://other.example.cat' });
    await appendAll(moved.store, [makeCommit('ana', 1, {})]);
    await moved.sequence(2);
    expect((await report()).checkpoint).toMatchObject({ origin: 'bot.example.cat/transparencia/log', size: 2 });
  });

  test('has keys that only their owner may read', async () => {
    await (await openProcess()).sequence(1);
    expect(statSync(join(folder.path, 'keys', 'public-log.keys')).mode & 0o777).toBe(0o600);
    expect((await report()).policy.keys).toEqual([expect.stringMatching(/\+A/), expect.stringMatching(/\+B/)]);
  });

  test('does not go on with other keys', async () => {
    await (await openProcess()).sequence(1);
    rmSync(join(folder.path, 'keys'), { recursive: true });
    const other = await openProcess();
    await other.sequence(2);
    expect(other.errors()).toEqual(['log.unusable']);
    expect((await report()).checkpoint.size).toBe(1);
    writeFileSync(join(folder.path, 'keys', 'public-log.keys'), '{');
    await other.sequence(3);
    expect(other.errors()).toEqual(['log.unusable', 'key.unusable']);
  });

  test('is not begun a second time where its folder is missing', async () => {
    const first = await openProcess();
    await first.sequence(1);
    cpSync(join(folder.path, 'transparency'), join(folder.path, 'copy'), { recursive: true });
    rmSync(join(folder.path, 'transparency'), { recursive: true });
    await first.sequence(2);
    expect(first.errors()).toEqual(['log.unusable']);
    expect(await source().read('checkpoint')).toBeNull();
    cpSync(join(folder.path, 'copy'), join(folder.path, 'transparency'), { recursive: true });
    await first.sequence(3);
    expect(first.errors()).toEqual(['log.unusable']);
    expect((await report()).faults).toEqual([]);
  });

  test('that was set aside is followed by another one, which says so', async () => {
    const first = await openProcess();
    await appendAll(first.store, makeCommits('ana', [0]));
    await first.sequence(1);
    const { policy } = await report();
    const { origin, ending } = await first.retire();
    expect([origin, ending]).toEqual([
      'bot.example.cat/transparencia/log',
      expect.stringMatching(/^retired-[0-9a-f]{8}$/),
    ]);
    await expect(first.retire()).rejects.toThrow(/no public log to set aside/);
    const kept = openSource(publishedFolder(join(folder.path, `transparency-${ending}`)));
    expect((await checkLog(kept, { keys: policy.keys, seen: null })).faults).toEqual([]);

    const next = await openProcess({ publicUrl: 'https://new.example.cat' });
    await next.sequence(2);
    await next.sequence(3);
    expect(next.errors()).toEqual([]);
    const { checkpoint, faults, policy: other } = await report();
    expect([checkpoint.origin, faults]).toEqual(['new.example.cat/transparencia/log', []]);
    expect(other.keys).not.toEqual(policy.keys);
    const types = (await typesIn()).map(({ type }) => type);
    expect(types).toEqual(['question.answered', 'log.begun', 'log.retired', 'log.begun']);
  });
});
