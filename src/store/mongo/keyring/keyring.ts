import type { Log } from '../../../core/ports/log.ts';
import { deriveSecret } from '../../../journal/deriveSecret.ts';
import { ensureFolder } from '../../dataFolder.ts';
import { checkValue } from '../../keyring/checkValue.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { chooseMaster, type MasterSource, proveMaster } from '../../keyring/master.ts';
import type { Masters } from '../../keyring/masters.ts';
import { createRotation } from '../../keyring/rotation.ts';
import { connect, databaseNameOf, type MongoDatabase } from '../connect.ts';
import { insertOnce } from '../insertOnce.ts';
import { createMongoTie } from '../installation.ts';
import { migrateDatabase } from '../migrate.ts';
import { beat, metaModel } from '../schemaVersion.ts';
import { keyModel, type MasterModel, masterModel, readMasters } from './keyDocument.ts';
import { createMongoKeys } from './keys.ts';
import { createMongoRotation } from './rotation.ts';

/** Identifies a database of keys. */
const program = 'finestreta keys';

interface MongoKeyringOptions {
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
    const stored = masterModel(connection);
    const masters = await database.run(() => mastersOf(stored, source));
    return {
      ...createMongoKeys(database, keys, { masters, readMasters: () => readMasters(stored) }),
      derive: (purpose) => deriveSecret(masters.root, `for ${purpose}`),
      rotation: createRotation(createMongoRotation(database, keys, stored), masters),
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

async function mastersOf(stored: MasterModel, source: MasterSource): Promise<Masters> {
  const before = await readMasters(stored);
  if (source.given === null) ensureFolder(source.folder);
  const master = chooseMaster(source, { recorded: before.length > 0 });
  if (before.length === 0) await insertOnce(stored, { _id: 'master', check: Buffer.from(checkValue(master)) });
  return proveMaster(source, master, await readMasters(stored));
}
