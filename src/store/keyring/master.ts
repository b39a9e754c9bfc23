import { createHmac, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { deriveSecret } from '../../journal/deriveSecret.ts';
import type { Database } from '../sqlite/database.ts';
import { makeMasterKey, masterKeyFile, masterKeyLength, readMasterKey } from './masterKey.ts';

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
 * The master key of a key ring in SQLite: the given one, else the one in the folder's file, else a new one if the ring
 * is new. Throws `key.unusable` when the ring was created with another one.
 */
export function masterOf(database: Database, folder: string, given: Uint8Array | null, log: Log): Uint8Array {
  const db = database.connection;
  const source = { location: database.file, folder, given, log };
  const recorded = db.prepare('SELECT check_value FROM master').get() !== undefined;
  const master = chooseMaster(source, { recorded });
  db.prepare('INSERT INTO master VALUES (1, ?) ON CONFLICT DO NOTHING').run(checkValue(master));
  proveMaster(source, master, db.prepare('SELECT check_value FROM master').get()?.check_value as Uint8Array);
  return master;
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

/** Throws `key.unusable` unless the ring recorded this check value of its master key. */
export function proveMaster({ location, folder }: MasterSource, master: Uint8Array, recorded: Uint8Array): void {
  if (timingSafeEqual(recorded, checkValue(master))) return;
  throw new CodedError(
    'key.unusable',
    `The master key does not belong to ${location}. Use the original one: in FINESTRETA_MASTER_KEY, or in ${masterKeyFile(folder)} with FINESTRETA_MASTER_KEY unset.`,
  );
}

/** Check value that identifies a master key without revealing anything about it. */
export function checkValue(master: Uint8Array): Uint8Array {
  return createHmac('sha256', deriveSecret(master, 'check')).update('finestreta').digest();
}
