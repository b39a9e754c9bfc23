import { randomUUID } from 'node:crypto';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { dataFolder } from './dataFolder.ts';
import { statesOf, type Ties, tieTogether } from './installation/installationManifest.ts';
import { lookAt } from './installation/sqliteManifest.ts';
import { judgeInstallation } from './installation/verifyInstallation.ts';
import { type Keyring, keysFile, openKeyring } from './keyring/keyring.ts';
import { staffFile } from './openStaff.ts';
import type { Checkpoints } from './sqlite/checkpoints.ts';
import { filesFileNextTo } from './sqlite/files.ts';
import { openSqliteStore } from './sqlite/store.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** Folder of the journal in SQLite. */
  readonly dataDir: string;
  /** Folder of the keys in SQLite, and of `master.key` for both stores. */
  readonly keysDir: string;
  readonly masterKey: Uint8Array | null;
  /** URI of a MongoDB; null: SQLite. */
  readonly mongoUri: string | null;
  /** URI of the keys' database; null: next to the journal's. */
  readonly mongoKeysUri: string | null;
  /** The expected installation; null or absent: any. */
  readonly installationId?: string | null;
  /** `false`: do not create an installation where there is none. */
  readonly mayMake?: boolean;
  /** Looks after the write-ahead logs of SQLite; absent: commits do it. */
  readonly checkpoints?: Checkpoints | null;
  readonly log: Log;
}

/** Store and key ring of an installation. */
export interface Stores {
  readonly store: Store;
  readonly keyring: Keyring;
  /** The id of the installation. */
  readonly id: string;
}

/**
 * Opens the store that the settings choose, after checking that its parts belong together. Throws the codes of that
 * store, `key.unusable`, `store.mismatch`, and `store.missing` where there is none and none may be created.
 */
export async function openStores(options: StoreOptions): Promise<Stores> {
  const { dataDir, mongoUri, installationId = null, mayMake = true } = options;
  if (mongoUri === null) {
    const verdict = judgeInstallation(lookAt(sqliteFiles(options)), installationId);
    if (verdict === 'nothing' && !mayMake) throw nothingThere(dataDir, 'DATA_DIR');
  } else if (!mayMake) {
    const { hasMongoStore } = await import('./mongo/hasStore.ts');
    if (!(await hasMongoStore(mongoUri))) throw nothingThere('the database', 'MONGODB_URI');
  }
  const { store, keyring } = await openUntied(options);
  try {
    const ties = tiesOf({ store, keyring });
    judgeInstallation(await statesOf(ties), mongoUri === null ? null : installationId);
    return { store, keyring, id: await tieTogether(ties, () => installationId ?? randomUUID()) };
  } catch (error) {
    await store.close();
    await keyring.close();
    throw error;
  }
}

/** Opens (or creates) the store without checking whether its parts belong together. */
export async function openUntied(options: Omit<StoreOptions, 'mayMake'>): Promise<Omit<Stores, 'id'>> {
  const { dataDir, keysDir, masterKey, mongoUri, mongoKeysUri, checkpoints = null, log } = options;
  if (mongoUri === null) {
    const keyring = openKeyring({ folder: keysDir, masterKey, log, checkpoints });
    return both(keyring, async () => openSqliteStore({ file: dataFolder(dataDir).journalFile, log, checkpoints }));
  }
  // Loaded only here: SQLite installations do not wait for mongoose.
  const [{ openMongoStore }, { openMongoKeyring }] = await Promise.all([
    import('./mongo/store.ts'),
    import('./mongo/keyring/keyring.ts'),
  ]);
  const keyring = await openMongoKeyring({ uri: mongoUri, keysUri: mongoKeysUri, folder: keysDir, masterKey, log });
  return both(keyring, () => openMongoStore({ uri: mongoUri, log }));
}

async function both(keyring: Keyring, open: () => Promise<Store>): Promise<Omit<Stores, 'id'>> {
  try {
    return { keyring, store: await open() };
  } catch (error) {
    await keyring.close();
    throw error;
  }
}

/** The links of the open parts. */
export function tiesOf({ store, keyring }: Pick<Stores, 'store' | 'keyring'>): Ties {
  const { filesTie } = store;
  return { keys: keyring.tie, journal: store.tie, ...(filesTie === null ? {} : { files: filesTie }) };
}

/** The files of an installation in SQLite. */
export function sqliteFiles({ dataDir, keysDir }: Pick<StoreOptions, 'dataDir' | 'keysDir'>) {
  const { journalFile } = dataFolder(dataDir);
  return {
    keys: keysFile(keysDir),
    journal: journalFile,
    files: filesFileNextTo(journalFile),
    staff: staffFile(dataDir),
  };
}

function nothingThere(folder: string, setting: string): CodedError {
  return new CodedError(
    'store.missing',
    `There is no installation in ${folder}, and this command does not create one. Check ${setting} (docs/operate.md, "Settings", says which settings count), or start the service once.`,
  );
}
