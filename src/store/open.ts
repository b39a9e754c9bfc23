import type { Log } from '../core/ports.ts';
import { dataFolder } from './dataFolder.ts';
import { type Keyring, openKeyring } from './keyring/keyring.ts';
import { openSqliteStore } from './sqlite/store.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** Folder of the journal in SQLite. */
  readonly dataDir: string;
  /** Folder of the keys in SQLite, and of `master.key` for both stores. */
  readonly keysDir: string;
  readonly masterKey: Uint8Array | null;
  /** Address of a MongoDB; null: SQLite. */
  readonly mongoUri: string | null;
  /** Address of the keys' database; null: beside the journal's. */
  readonly mongoKeysUri: string | null;
  readonly log: Log;
}

/** Store and key ring of an installation. */
export interface Stores {
  readonly store: Store;
  readonly keyring: Keyring;
}

/** Opens the store that the settings choose. Throws the codes of that store and `key.unusable`. */
export async function openStores(options: StoreOptions): Promise<Stores> {
  const { dataDir, keysDir, masterKey, mongoUri, mongoKeysUri, log } = options;
  if (mongoUri === null) {
    const keyring = openKeyring({ folder: keysDir, masterKey, log });
    return both(keyring, async () => openSqliteStore({ file: dataFolder(dataDir).journalFile, log }));
  }
  // Loaded only here: whoever stays with SQLite does not wait for mongoose.
  const [{ openMongoStore }, { openMongoKeyring }] = await Promise.all([
    import('./mongo/store.ts'),
    import('./mongo/keyring/keyring.ts'),
  ]);
  const keyring = await openMongoKeyring({ uri: mongoUri, keysUri: mongoKeysUri, folder: keysDir, masterKey, log });
  return both(keyring, () => openMongoStore({ uri: mongoUri, log }));
}

async function both(keyring: Keyring, open: () => Promise<Store>): Promise<Stores> {
  try {
    return { keyring, store: await open() };
  } catch (error) {
    await keyring.close();
    throw error;
  }
}
