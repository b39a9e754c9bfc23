import type { Journal } from '../../core/ports/journal.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Store } from '../store.ts';
import { createBlobs } from './blobs.ts';
import { caseModel } from './caseDocument.ts';
import { createCaseIndex } from './cases.ts';
import { commitModel } from './commitDocument.ts';
import { type Abilities, connect, databaseNameOf, type MongoDatabase } from './connect.ts';
import { createDerivedRecords, derivedModel } from './derived.ts';
import { blobModel, deliveredModel, knowledgeModel } from './documents.ts';
import { createExchange } from './exchange.ts';
import { createPointReads } from './ferretdb/pointReads.ts';
import { createNotedStamps } from './ferretdb/reached.ts';
import { createTicketExchange, ticketModel } from './ferretdb/tickets.ts';
import { createFiles, fileModel, filePieceModel } from './files.ts';
import { holderModel } from './holders.ts';
import { createMongoTie } from './installation.ts';
import { createJournal } from './journal.ts';
import { createKnowledgeVersions } from './knowledgeVersions.ts';
import { migrateDatabase } from './migrate.ts';
import { createNotificationStore, notificationDeliveryModel, notificationModel } from './notifications.ts';
import { createOutbox } from './outbox.ts';
import { createPersonalRecords, personalRecordModel } from './personalRecords.ts';
import { queueModel } from './queueDocument.ts';
import { createIndexedReads } from './reads.ts';
import { beat, type MetaModel, metaModel } from './schemaVersion.ts';
import { createStamps, type Stamps } from './stamp.ts';

/** Identifies a database of journal, outbox, files and knowledge. */
const program = 'finestreta journal';

interface MongoStoreOptions {
  readonly uri: string;
  readonly log: Log;
}

/**
 * The store on a MongoDB server, shared by any number of processes. Throws `config.invalid`, `store.unreachable`,
 * `store.login`, `store.forbidden`, `store.older`, `store.newer`, `store.unusable` or `store.full`; every method
 * rejects with the last three, with `store.busy` while there is no primary, and with `store.unusable` once it is
 * closed.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const database = await connect(options.uri, databaseNameOf(options.uri));
  return openMongoStoreOn(database, database.abilities, options.log);
}

/** The store on an open connection, which it closes when it is closed, chosen for the server's capabilities. */
export async function openMongoStoreOn(database: MongoDatabase, abilities: Abilities, log: Log): Promise<Store> {
  const models = modelsOf(database);
  try {
    await database.run(() => migrateStore(database, log));
    const store = await build(database, models, abilities, log);
    await store.check();
    return store;
  } catch (error) {
    await database.shut();
    throw error;
  }
}

/** Brings the indexes and the schema of a store's database up to date, see `migrateDatabase`. */
export async function migrateStore(database: MongoDatabase, log: Log): Promise<void> {
  await migrateDatabase(database, { ...modelsOf(database), program, log });
}

/** The models of the store's collections, including all that need indexes. */
type Models = ReturnType<typeof modelsOf>;

export function modelsOf({ connection }: MongoDatabase) {
  const commits = commitModel(connection);
  const queues = queueModel(connection);
  const holders = holderModel(connection);
  const delivered = deliveredModel(connection);
  const blobs = blobModel(connection);
  const files = fileModel(connection);
  const pieces = filePieceModel(connection);
  const knowledge = knowledgeModel(connection);
  const notifications = notificationModel(connection);
  const notificationDeliveries = notificationDeliveryModel(connection);
  const personal = personalRecordModel(connection);
  const cases = caseModel(connection);
  const derived = derivedModel(connection);
  const meta = metaModel(connection);
  const own = {
    commits,
    queues,
    holders,
    delivered,
    blobs,
    files,
    pieces,
    knowledge,
    notifications,
    notificationDeliveries,
    personal,
    cases,
    derived,
  };
  return { ...own, meta, models: Object.values(own) };
}

/** Shared components of the store. */
function piecesOf(database: MongoDatabase, models: Models, abilities: Abilities, stamps: Stamps, log: Log) {
  const { commits, queues, holders, delivered } = models;
  const reads = abilities.indexes ? createIndexedReads(commits) : createPointReads(commits);
  const exchange = abilities.atomicUpdates
    ? createExchange(queues)
    : createTicketExchange(queues, ticketModel(database.connection), {
        now: database.now,
        elapsed: () => performance.now(),
      });
  const outbox = createOutbox({ database, queues, holders, delivered, exchange, reads, stamps, log });
  const journal = createJournal({ database, commits, reads, announcements: outbox.announcements, stamps });
  return { journal, outbox };
}

/**
 * Stamps of one more writer of a journal, later than all existing ones: this clock may lag behind the last writer's.
 */
export async function stampsFor(
  database: MongoDatabase,
  { commits, meta }: Pick<Models, 'commits' | 'meta'>,
  abilities: Abilities,
): Promise<Stamps> {
  if (!abilities.indexes) return createNotedStamps(database, meta);
  const stamps = createStamps(database.now);
  const newest = await database.run(() => commits.findOne({}, { stamp: 1 }).sort({ stamp: -1 }).lean());
  if (newest) stamps.saw(newest.stamp);
  return stamps;
}

/** The journal alone, on an open connection. */
export function journalOn(database: MongoDatabase, models: Models, stamps: Stamps, log: Log): Journal {
  return piecesOf(database, models, database.abilities, stamps, log).journal;
}

async function build(database: MongoDatabase, models: Models, abilities: Abilities, log: Log): Promise<Store> {
  const { blobs, files, pieces, knowledge, cases, derived, notifications, notificationDeliveries, personal, meta } =
    models;
  const stamps = await stampsFor(database, models, abilities);
  return {
    ...piecesOf(database, models, abilities, stamps, log),
    blobs: createBlobs(database, blobs),
    files: createFiles(database, { files, pieces }),
    knowledgeVersions: createKnowledgeVersions(database, knowledge, stamps),
    cases: createCaseIndex(database, cases, abilities),
    derived: createDerivedRecords(database, derived, abilities),
    notifications: createNotificationStore(database, { notifications, deliveries: notificationDeliveries }, stamps),
    personal: createPersonalRecords(database, personal),
    filesTie: null,
    tie: createMongoTie(database, meta, async () => (await models.commits.findOne().lean()) !== null),
    check: () => database.run(() => check(database, meta)),
    watch: database.watch,
    close: database.shut,
  };
}

/** Writes durably, and compares the clocks again. */
async function check(database: MongoDatabase, meta: MetaModel): Promise<void> {
  await beat(meta);
  await database.alignClock();
}
