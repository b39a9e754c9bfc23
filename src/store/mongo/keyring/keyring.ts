import { createSecretKey } from 'node:crypto';
import type { Log } from '../../../core/ports/log.ts';
import { deriveSecret } from '../../../journal/deriveSecret.ts';
import { ensureFolder } from '../../dataFolder.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { checkValue, chooseMaster, type MasterSource, proveMaster } from '../../keyring/master.ts';
import { connect, databaseNameOf, type MongoDatabase } from '../connect.ts';
import { insertOnce } from '../insertOnce.ts';
import { createMongoTie } from '../installation.ts';
import { migrateDatabase } from '../migrate.ts';
import { beat, metaModel } from '../schemaVersion.ts';
import { keyModel, type MasterModel, masterModel } from './keyDocument.ts';
import { createMongoKeys } from './keys.ts';

/** Identifies a database of keys. */
const program = 'finestreta keys';

export interface MongoKeyringOptions {
  /** Of the journal. */
  readonly uri: string;
  /** Of the keys; null: a database next to the journal's, with `_keys` appended to its name. */
  readonly keysUri: string | null;
  /** Folder of `master.key`, where the environment gives no master key. */
  readonly folder: string;
  /** 32 bytes, or null for the one in the folder's file, which a new ring creates. */
  readonly masterKey: Uint8Array | null;
  readonly log: Log;
}

/** The key ring on a MongoDB server. Throws `key.unusable`, and the codes of `openMongoStore`. */
export async function openMongoKeyring(options: MongoKeyringOptions): Promise<Keyring> {
  return openMongoKeyringOn(await connectToKeys(options.uri, options.keysUri), options);
}

/** Connects to the database of the keys. */
export function connectToKeys(uri: string, keysUri: string | null): Promise<MongoDatabase> {
  return keysUri === null ? connect(uri, `${databaseNameOf(uri)}_keys`) : connect(keysUri, databaseNameOf(keysUri));
}

/** Brings the indexes and the schema of a database of keys up to date, see `migrateDatabase`. */
export async function migrateKeys(database: MongoDatabase, log: Log): Promise<void> {
  const { connection } = database;
  await migrateDatabase(database, { meta: metaModel(connection), models: [keyModel(connection)], program, log });
}

/** The key ring on an open connection, which it closes when it is closed. */
export async function openMongoKeyringOn(
  database: MongoDatabase,
  { folder, masterKey, log }: Pick<MongoKeyringOptions, 'folder' | 'masterKey' | 'log'>,
): Promise<Keyring> {
  const { connection, location } = database;
  const keys = keyModel(connection);
  try {
    await database.run(() => migrateKeys(database, log));
    const source = { location, folder, given: masterKey, log };
    const master = await database.run(() => masterOf(masterModel(connection), source));
    return {
      ...createMongoKeys(database, keys, createSecretKey(deriveSecret(master, 'wrapping'))),
      derive: (purpose) => deriveSecret(master, `for ${purpose}`),
      tie: createMongoTie(database, metaModel(connection), async () => (await keys.findOne().lean()) !== null),
      check: () => database.run(() => beat(metaModel(connection))),
      watch: database.watch,
      close: database.shut,
    };
  } catch (error) {
    await database.shut();
    throw error;
  }
}

async function masterOf(masters: MasterModel, source: MasterSource): Promise<Uint8Array> {
  const recorded = () => masters.findOne({ _id: 'master' }).lean<{ check: Buffer }>();
  const before = await recorded();
  if (source.given === null) ensureFolder(source.folder);
  const master = chooseMaster(source, { recorded: before !== null });
  if (before === null) await insertOnce(masters, { _id: 'master', check: Buffer.from(checkValue(master)) });
  const after = before ?? (await recorded());
  if (after === null) throw new Error('the check value of the master key is missing');
  proveMaster(source, master, after.check);
  return master;
}
