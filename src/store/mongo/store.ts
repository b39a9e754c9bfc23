import type { Log } from '../../core/ports.ts';
import type { Store } from '../store.ts';
import { createBlobs } from './blobs.ts';
import { commitModel } from './commitDocument.ts';
import { connect, databaseNameOf, type MongoDatabase } from './connect.ts';
import { createExchange } from './exchange.ts';
import { createPointReads } from './ferretdb/pointReads.ts';
import { createTicketExchange, ticketModel } from './ferretdb/tickets.ts';
import { createJournal } from './journal.ts';
import { createKnowledgeVersions } from './knowledgeVersions.ts';
import { migrateDatabase } from './migrate.ts';
import { createOutbox } from './outbox.ts';
import { queueModel } from './queueDocument.ts';
import { createIndexedReads } from './reads.ts';
import { blobModel, deliveredModel, knowledgeModel } from './records.ts';
import { metaModel } from './schemaVersion.ts';
import { createStamps } from './stamp.ts';

/** What marks a database of journal, outbox, files and knowledge. */
const program = 'finestreta journal';

export interface MongoStoreOptions {
  readonly uri: string;
  readonly log: Log;
}

/**
 * The store on a MongoDB server, shared by any number of processes. Throws `config.invalid`, `store.unreachable`,
 * `store.login`, `store.forbidden`, `store.older`, `store.newer`, `store.unusable` or `store.full`; every method rejects
 * with the last three, with `store.busy` while there is no primary, and with `store.unusable` once it is closed.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const database = await connect(options.uri, databaseNameOf(options.uri));
  return openMongoStoreOn(database, database.server, options.log);
}

/** The store on an open connection, which it closes at its end, made for the abilities of a kind of server. */
export async function openMongoStoreOn(
  database: MongoDatabase,
  server: MongoDatabase['server'],
  log: Log,
): Promise<Store> {
  const models = modelsOf(database);
  try {
    await database.run(() => migrateDatabase(database, { ...models, program, log }));
    const store = await build(database, models, server, log);
    await store.check();
    return store;
  } catch (error) {
    await database.shut();
    throw error;
  }
}

/** The models of the store's collections, with all whose indexes are to be made. */
export function modelsOf({ connection }: MongoDatabase) {
  const commits = commitModel(connection);
  const queues = queueModel(connection);
  const delivered = deliveredModel(connection);
  const blobs = blobModel(connection);
  const knowledge = knowledgeModel(connection);
  const meta = metaModel(connection);
  return { commits, queues, delivered, blobs, knowledge, meta, models: [commits, queues, delivered, blobs, knowledge] };
}

async function build(
  database: MongoDatabase,
  { commits, queues, delivered, blobs, knowledge, meta }: ReturnType<typeof modelsOf>,
  server: MongoDatabase['server'],
  log: Log,
): Promise<Store> {
  const stamps = createStamps(database.now);
  // A clock may be behind the one that wrote last.
  const newest = await database.run(() => commits.findOne({}, { stamp: 1 }).sort({ stamp: -1 }).lean());
  if (newest) stamps.saw(newest.stamp);
  const reads = server === 'ferretdb' ? createPointReads(commits) : createIndexedReads(commits);
  const exchange =
    server === 'ferretdb'
      ? createTicketExchange(queues, ticketModel(database.connection), database.now)
      : createExchange(queues);
  const outbox = createOutbox({ database, queues, delivered, exchange, reads, stamps, log });
  return {
    journal: createJournal({ database, commits, reads, announcements: outbox.announcements, stamps }),
    outbox,
    blobs: createBlobs(database, blobs),
    knowledgeVersions: createKnowledgeVersions(database, knowledge, stamps),
    check: () =>
      database.run(async () => {
        await meta.updateOne({ _id: 'heartbeat' }, { $inc: { beats: 1 } }, { upsert: true }).catch((error) => {
          // Two processes that make it at the same moment: it is there, and both have written.
          if (error?.code !== 11_000) throw error;
        });
        await database.alignClock();
      }),
    close: database.shut,
  };
}
