import { join } from 'node:path';
import type { Log } from '../../core/ports/log.ts';
import type { Keys } from '../../core/ports/sealer.ts';
import { deriveSecret } from '../../journal/deriveSecret.ts';
import type { Tie } from '../installation/installationManifest.ts';
import { createSqliteTie } from '../installation/sqliteManifest.ts';
import { createBeat } from '../sqlite/beat.ts';
import type { Checkpoints } from '../sqlite/checkpoints.ts';
import { type Database, openDatabase } from '../sqlite/database.ts';
import { storeError } from '../sqlite/driverErrors.ts';
import type { WatchWrites } from '../store.ts';
import { createKeyRows } from './keyRows.ts';
import { createKeys } from './keys.ts';
import { mastersOf } from './master.ts';
import type { Masters } from './masters.ts';
import { keysKind } from './migrations/index.ts';
import { createRotation, type Rotation } from './rotation.ts';
import { createSqliteRotation } from './sqliteRotation.ts';

/** The keys of conversations, in their own file, and the secrets derived from the master key. */
export interface Keyring extends Keys {
  /** A secret of 32 bytes for one purpose, the same in every process, and after a rotation of the master key. */
  derive(purpose: string): Uint8Array;
  /** Proves by a durable write that a new key can be stored; rejects with the coded reason if not. */
  check(): Promise<void>;
  /** Reports the outcome of writes from now on, as `Store.watch` does. */
  watch(watcher: WatchWrites): void;
  /** Replaces the master key. */
  readonly rotation: Rotation;
  /** Its link to the journal and the staff directory of the installation. */
  readonly tie: Tie;
  close(): Promise<void>;
}

/** Bytes of the write that proves the key ring: about as much as a new key takes with its indexes. */
const ballast = 16 * 1024;

/** Location of the keys in their folder. */
export function keysFile(folder: string): string {
  return join(folder, 'keys.db');
}

/**
 * Opens (or creates) the key ring in its own folder. `masterKey` is 32 bytes, or null for the one in the folder's
 * `master.key`, created on first use. Throws `key.unusable`, and the codes of the embedded store.
 */
export function openKeyring(options: {
  folder: string;
  masterKey: Uint8Array | null;
  log: Log;
  /** Looks after the write-ahead log; absent: commits do it. */
  checkpoints?: Checkpoints | null;
}): Keyring {
  const { folder, masterKey, log, checkpoints = null } = options;
  const database = openDatabase(keysFile(folder), keysKind, log);
  try {
    // Empties the log, in case a crash interrupted an erasure before it could.
    database.connection.exec('PRAGMA secure_delete = ON; PRAGMA wal_checkpoint(TRUNCATE)');
    const keyring = createKeyring(database, mastersOf(database, folder, masterKey, log), log);
    if (checkpoints !== null) database.checkpointBy(checkpoints);
    return keyring;
  } catch (error) {
    database.connection.close();
    throw storeError(error, database.file);
  }
}

function createKeyring(database: Database, masters: Masters, log: Log): Keyring {
  const rows = createKeyRows(database.connection);
  return {
    ...createKeys(database, rows, masters, log),
    derive: (purpose) => deriveSecret(masters.root, `for ${purpose}`),
    rotation: createRotation(createSqliteRotation(database, rows), masters),
    tie: createSqliteTie('keys', database),
    check: createBeat(database, ballast),
    watch: database.watch,
    close: database.close,
  };
}
