import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Database } from '../sqlite/database.ts';
import { rowsOf } from '../sqlite/rowsOf.ts';
import { checkValue } from './checkValue.ts';
import { createKeyRows } from './keyRows.ts';
import { makeMasterKey, masterKeyFile, masterKeyLength, readMasterKey } from './masterKey.ts';
import { type MasterRecord, type Masters, openMasters } from './masters.ts';

/** Where a key ring is, and where its master key comes from. */
export interface MasterSource {
  /** Names the key ring in messages. */
  readonly location: string;
  /** Folder of `master.key`. */
  readonly folder: string;
  /** The key from the environment; null: none. */
  readonly given: Uint8Array | null;
  readonly log: Log;
}

/**
 * The master keys of a key ring in SQLite, opened with the given one, else with the one in the folder's file, else with a
 * new one if the ring is new. Throws `key.unusable` when the ring was created with another one.
 */
export function mastersOf(database: Database, folder: string, given: Uint8Array | null, log: Log): Masters {
  const db = database.connection;
  const rows = createKeyRows(db);
  const source = { location: database.file, folder, given, log };
  const recorded = rowsOf<MasterRecord>(rows.masters).length > 0;
  const master = chooseMaster(source, { recorded });
  db.prepare('INSERT INTO master VALUES (1, ?) ON CONFLICT DO NOTHING').run(checkValue(master));
  return proveMaster(source, master, rowsOf<MasterRecord>(rows.masters));
}

/** The master key to use; a new one is generated only for a ring that has `recorded` none yet. */
export function chooseMaster(
  { location, folder, given, log }: MasterSource,
  { recorded }: { readonly recorded: boolean },
): Uint8Array {
  const master = given ?? readMasterKey(folder, log) ?? (recorded ? null : makeMasterKey(folder, log));
  if (master === null) {
    throw new CodedError(
      'key.unusable',
      `The master key of ${location} is missing. Put back ${masterKeyFile(folder)}, or set FINESTRETA_MASTER_KEY if it was set in the environment; without it people's messages cannot be read.`,
    );
  }
  if (master.length !== masterKeyLength) {
    throw new CodedError('key.unusable', 'The master key must be 32 bytes long. Check FINESTRETA_MASTER_KEY.');
  }
  return master;
}

/** Opens the ring's master keys with one. Throws `key.unusable` unless it is the ring's. */
export function proveMaster(
  { location, folder, given, log }: MasterSource,
  master: Uint8Array,
  records: readonly MasterRecord[],
): Masters {
  const masters = openMasters(master, records, () => (given === null ? readMasterKey(folder, log) : null));
  if (masters !== null) return masters;
  throw new CodedError(
    'key.unusable',
    `The master key does not belong to ${location}. Use the original one, or the one that replaced it (npm run keys): in FINESTRETA_MASTER_KEY, or in ${masterKeyFile(folder)} with FINESTRETA_MASTER_KEY unset.`,
  );
}
