import { randomBytes } from 'node:crypto';
import type { Log } from '../../core/ports/log.ts';
import { toDocument } from '../mongo/commitDocument.ts';
import { connect, databaseNameOf, type MongoDatabase } from '../mongo/connect.ts';
import { insertOnce } from '../mongo/insertOnce.ts';
import { addMaster, keyModel, masterModel, readMasters } from '../mongo/keyring/keyDocument.ts';
import { connectToKeys, migrateKeys } from '../mongo/keyring/keyring.ts';
import { collectionOf } from '../mongo/modelOf.ts';
import { journalOn, migrateStore, modelsOf, stampsFor } from '../mongo/store.ts';
import type { MoveEnd } from './end.ts';
import { mongoDeskTables } from './mongoDeskTables.ts';
import { createMongoOutboxEnd } from './mongoOutbox.ts';
import { mongoTables } from './mongoTables.ts';

/** Opens a store on a MongoDB server as source or target of a move; missing indexes are created. */
export async function openMongoEnd(uri: string, keysUri: string | null, log: Log): Promise<MoveEnd> {
  const database = await connect(uri, databaseNameOf(uri));
  try {
    const keys = await connectToKeys(uri, keysUri);
    try {
      await database.run(() => migrateStore(database, log));
      await keys.run(() => migrateKeys(keys, log));
      return await createEnd(database, keys, log);
    } catch (error) {
      await keys.shut();
      throw error;
    }
  } catch (error) {
    await database.shut();
    throw error;
  }
}

async function createEnd(database: MongoDatabase, keys: MongoDatabase, log: Log): Promise<MoveEnd> {
  const models = modelsOf(database);
  const { commits } = models;
  const masters = masterModel(keys.connection);
  const stamps = await stampsFor(database, models, database.abilities);

  return {
    name: database.location,
    journal: journalOn(database, models, stamps, log),
    countCommits: () => database.run(() => commits.countDocuments({ stamp: { $gt: '' } })),
    addCommits: (batch) =>
      database.run(async () => {
        const documents = batch.map((commit) =>
          toDocument(commit, stamps.next(), randomBytes(9).toString('base64url')),
        );
        for (const document of documents) await commits.validate(document);
        // In order, so that an interruption leaves the beginning of the journal without gaps.
        await collectionOf(commits).insertMany(documents, { ordered: true });
      }),
    ...mongoTables(database, keys, models, keyModel(keys.connection), stamps),
    ...mongoDeskTables(database, models, stamps),
    ...createMongoOutboxEnd(database, models, stamps),
    masterCheck: () =>
      keys.run(async () => (await masters.findOne({ _id: 'master' }).lean<{ check: Buffer }>())?.check ?? null),
    setMasterCheck: (check) =>
      keys.run(async () => {
        await insertOnce(masters, { _id: 'master', check: Buffer.from(check) });
      }),
    laterMasters: () => keys.run(async () => (await readMasters(masters)).filter(({ generation }) => generation > 1)),
    addMasters: (records) =>
      keys.run(async () => {
        for (const record of records) await addMaster(masters, record);
      }),
    close: async () => {
      await database.shut();
      await keys.shut();
    },
  };
}
