import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { CodedError } from '../../../src/core/model/errors.ts';
import type { CaseIndex } from '../../../src/core/ports/caseIndex.ts';
import { connect, databaseNameOf, type MongoDatabase } from '../../../src/store/mongo/connect.ts';
import { connectToKeys, openMongoKeyringOn } from '../../../src/store/mongo/keyring/keyring.ts';
import { openMongoStoreOn } from '../../../src/store/mongo/store.ts';
import { ask, makeRow } from '../../contract/store/casesFixture.ts';
import { makeCommit, noon, sendTask } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

type Fields = Readonly<Record<string, unknown>>;

/** The order of a query: for each field, up or down. */
type Order = Readonly<Record<string, 1 | -1>>;

/** What one command asks for. */
interface Query {
  readonly collection: string;
  readonly filter: Fields;
  readonly sort: Order;
  readonly limit: number;
}

const bookkeeping = new Set(['meta', 'master', 'tickets']);

describeWith(server)('every query of the store', () => {
  const queries: Query[] = [];
  const databases: MongoDatabase[] = [];

  /** Opens a connection that notes what is asked through it. */
  async function listenTo(database: MongoDatabase): Promise<MongoDatabase> {
    databases.push(database);
    database.connection.getClient().on('commandStarted', ({ command }) => queries.push(...queriesOf(command)));
    return database;
  }

  beforeAll(async () => {
    if (server === null) return;
    const uri = `${freshDatabase(server)}?monitorCommands=true`;
    const database = await listenTo(await connect(uri, databaseNameOf(uri)));
    const keysDatabase = await listenTo(await connectToKeys(uri, null));
    const log = createLog();
    const store = await openMongoStoreOn(database, { indexes: true, atomicUpdates: true }, log);
    const keyring = await openMongoKeyringOn(keysDatabase, { folder: '', masterKey: new Uint8Array(32), log });
    await useEverything(store, keyring);
  });
  afterAll(async () => {
    for (const { connection, shut } of databases) {
      await connection.dropDatabase();
      await shut();
    }
  });

  async function useEverything(
    {
      journal,
      outbox,
      blobs,
      files,
      knowledgeVersions,
      notifications,
      personal,
      cases,
      derived,
    }: Awaited<ReturnType<typeof openMongoStoreOn>>,
    keyring: Awaited<ReturnType<typeof openMongoKeyringOn>>,
  ): Promise<void> {
    await journal.append(makeCommit('ana', 1, { outbox: [sendTask(0), sendTask(1), sendTask(2)] }));
    await journal.append(makeCommit('ana', 1, { inboundKey: 'other' }));
    await journal.append(makeCommit('ana', 2, { outbox: [sendTask(0)] }));
    await journal.append(makeCommit('ana', 2, { inboundKey: 'other', outbox: [sendTask(0)] }));
    await journal.load('ana', 'x');
    await journal.read('ana', 1, 10);
    await journal.scan((await journal.scan(null, 1)).cursor, 10);
    await journal.scanOutlines((await journal.scanOutlines(null, 1)).cursor, 10);
    await keyring.destroyed();
    for (const settle of ['retry', 'dead-letter', 'done', 'done'] as const) {
      const [entry] = await outbox.claim(noon + 10_000, noon + 70_000, 10);
      if (!entry) throw new CodedError('handler.failed', 'a task was expected');
      if (settle === 'retry') await outbox.retry(entry, noon, 'platform.unreachable');
      else if (settle === 'dead-letter') await outbox.deadLetter(entry, 'platform.refused');
      else await outbox.done(entry, 'id');
    }
    for (const deadLetters of await outbox.listDeadLetters(10)) await outbox.requeue(deadLetters);
    await outbox.nextDue();
    await outbox.depth();
    await blobs.put('ana', 'photo', new Uint8Array(9_000_000), 'key');
    await blobs.get('ana', 'photo');
    const quota = { conversation: 1, day: 1_000 };
    for (const bytes of [1, 2]) await files.reserve({ conversation: 'ana', id: `f${bytes}`, bytes, at: noon }, quota);
    await files.reserve({ conversation: 'ana', id: 'f1', bytes: 1, at: noon }, quota);
    await files.put('ana', 'f1', new Uint8Array(9_000_000), 'key');
    await files.get('ana', 'f1');
    await files.list('ana');
    await files.unconfirmed(noon + 1, 10);
    await files.confirm('ana', ['f1']);
    await files.remove('ana', ['f1']);
    await knowledgeVersions.save('v1', '{}', noon);
    await knowledgeVersions.save('v1', '{}', noon);
    await knowledgeVersions.get('v1');
    await knowledgeVersions.latest();
    const notified = { tenant: 'default', person: 'ona', id: 'a', at: noon, dueAt: null };
    const about = { code: '7KQ4-M2XB', reason: 'opened', department: 'oiac' } as const;
    await notifications.put({ ...notified, ...about });
    await notifications.list('default', 'ona', (await notifications.list('default', 'ona', null, 9)).cursor, 9);
    const sent = {
      tenant: 'default',
      target: 'hook:a',
      notification: 'a',
      at: noon,
      state: 'sent',
      fault: null,
    } as const;
    await notifications.noteDelivery({ ...sent, ...about });
    await notifications.deliveries('default', 'hook:a', 9);
    await notifications.unread('default', 'ona');
    await notifications.markRead('default', 'ona', about.code, noon);
    const own = { tenant: 'default', person: 'ona', name: 'views', bytes: new Uint8Array([1]), seal: null, at: noon };
    await personal.put(own);
    await personal.get('default', 'ona', 'views');
    await personal.names('default', 'ona', 'v', 9);
    await personal.remove('default', 'ona', 'views');
    await useCases(cases);
    await derived.put('a', 'head', { revision: 1, bytes: new Uint8Array([1]) });
    await derived.get('a', 'head');
    await derived.names('a');
    await derived.remove('a', ['head']);
    const key = await keyring.current('ana');
    await keyring.rotate('ana');
    await keyring.find(key.id);
    await keyring.find('made elsewhere');
    await keyring.fate(key.id);
    await keyring.destroy('ana', null);
  }

  test('is there: the scenario reaches every collection', () => {
    expect([...new Set(queries.map(({ collection }) => collection))].sort()).toEqual([
      'blobs',
      'cases',
      'commits',
      'derived',
      'filepieces',
      'files',
      'keys',
      'knowledge',
      'master',
      'meta',
      'notificationdeliveries',
      'notifications',
      'outbox',
      'personalrecords',
    ]);
    expect(queries.length).toBeGreaterThan(40);
  });

  test('finds what it asks for by an index that was made', async () => {
    for (const { connection } of databases) {
      const indexes = await indexesOf(connection);
      // The master keys are few: one, and one more for each time that it was replaced.
      const own = queries.filter(({ collection }) => indexes.has(collection) && collection !== 'master');
      expect(own.length).toBeGreaterThan(0);
      for (const query of own)
        expect([query, takeover(query, indexes.get(query.collection) ?? [])]).toEqual([query, true]);
    }
  });

  test('is served by an index in the plan of a server that has plans', async () => {
    for (const { connection } of databases) {
      const indexes = await indexesOf(connection);
      for (const { collection, filter, sort, limit } of queries.filter((query) => indexes.has(query.collection))) {
        if (bookkeeping.has(collection)) continue;
        const cursor = connection.collection(collection).find(filter).sort(sort).limit(limit);
        const plan = JSON.stringify(await cursor.explain('queryPlanner'));
        // FerretDB 1 explains what SQLite does with the part of a query that it hands on, which is none.
        if (server?.isFerretdb) expect(plan).toContain('queryPlanner');
        else expect(plan).not.toContain('COLLSCAN');
      }
    }
  });
});

/** Asks the index of cases in every way. */
async function useCases(cases: CaseIndex): Promise<void> {
  await cases.put([makeRow('A', {}), makeRow('B', {}), makeRow('A', { revision: 2 })]);
  for (const order of ['due', 'changed'] as const) {
    const { next } = await cases.find(ask({ order, limit: 1 }));
    const visibility = { agent: 'marta', departments: ['streets'], unassignedOf: 'attention' };
    await cases.find(ask({ order, after: next, statuses: ['open'], tokens: ['fanal', 'carr'], visibility }));
    await cases.find(ask({ order, assignee: 'marta', departments: ['streets'], breached: true }));
    await cases.find(ask({ order, codes: ['A'], conversation: 'ana', accounts: ['web'], kinds: ['complaint'] }));
  }
  await cases.byCode('default', 'A');
  await cases.due(noon, 10);
  await cases.load('default');
  await cases.waitingBefore('default', makeRow('A', {}));
  await cases.markWhole();
  await cases.isWhole();
  await cases.forget('ana');
  await cases.clear();
}

/** The fields of each index of each collection, in their order. */
async function indexesOf(connection: Connection): Promise<Map<string, readonly (readonly string[])[]>> {
  const collections = await connection.listCollections();
  const found = collections.map(async ({ name }) => {
    const indexes = await connection.collection(name).listIndexes().toArray();
    return [name, indexes.map(({ key }) => Object.keys(key))] as const;
  });
  return new Map(await Promise.all(found));
}

/** Whether an index leads to what a query asks for: by its first field, or, for the first ones of all, by its order. */
function takeover({ filter, sort, limit }: Query, indexes: readonly (readonly string[])[]): boolean {
  const sorted = Object.keys(sort);
  return indexes.some(([first, ...others]) => {
    if (first === undefined) return false;
    const leads = first in filter;
    const inOrder = sorted.length === 0 || sorted.every((field) => [first, ...others].includes(field));
    return inOrder && (leads || (Object.keys(filter).length === 0 && sorted[0] === first && limit > 0));
  });
}

/** The driver notes the order of a sort in a Map. */
const plain = (sort: Order | Map<string, 1 | -1> | undefined): Order =>
  sort instanceof Map ? Object.fromEntries(sort) : (sort ?? {});

function queriesOf(command: Fields): Query[] {
  const none = {};
  const name = (verb: string) => String(command[verb]);
  if ('find' in command) {
    const { filter, sort, limit } = command as {
      filter?: Fields;
      sort?: Order | Map<string, 1 | -1>;
      limit?: number;
    };
    return [{ collection: name('find'), filter: filter ?? none, sort: plain(sort), limit: limit ?? 0 }];
  }
  if ('aggregate' in command) {
    const [first] = command.pipeline as readonly { $match?: Fields }[];
    return [{ collection: name('aggregate'), filter: first?.$match ?? none, sort: none, limit: 0 }];
  }
  if ('count' in command || 'distinct' in command) {
    return [{ collection: String(Object.values(command)[0]), filter: none, sort: none, limit: 0 }];
  }
  for (const [verb, list] of [
    ['update', 'updates'],
    ['delete', 'deletes'],
  ] as const) {
    if (!(verb in command)) continue;
    const each = command[list] as readonly { q: Fields }[];
    return each.map(({ q }) => ({ collection: name(verb), filter: q, sort: none, limit: 0 }));
  }
  return [];
}
