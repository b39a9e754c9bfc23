import { createHmac, timingSafeEqual } from 'node:crypto';
import { CodedError } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import { deriveSecret } from '../../journal/deriveSecret.ts';
import type { Database } from '../sqlite/database.ts';
import { makeMasterKey, masterKeyFile, masterKeyLength, readMasterKey } from './masterKey.ts';

/**
 * The master key of a key ring: the one given, else the one in the folder's file, else a new one if the ring is
 * new. Throws `key.unusable` when it is not the one that the ring was made with.
 */
export function masterOf(database: Database, folder: string, given: Uint8Array | null, log: Log): Uint8Array {
  const db = database.connection;
  const recorded = db.prepare('SELECT check_value FROM master').get()?.check_value as Uint8Array | undefined;
  const master = given ?? readMasterKey(folder, log) ?? (recorded ? null : makeMasterKey(folder, log));
  if (master === null) {
    throw new CodedError(
      'key.unusable',
      `The master key of ${database.file} is missing. Put back ${masterKeyFile(folder)}, or set FINESTRETA_MASTER_KEY if it was given by the environment; without it nothing that people wrote can be read.`,
    );
  }
  if (master.length !== masterKeyLength) {
    throw new CodedError('key.unusable', 'The master key must be 32 bytes long. Check FINESTRETA_MASTER_KEY.');
  }
  db.prepare('INSERT INTO master VALUES (1, ?) ON CONFLICT DO NOTHING').run(checkValue(master));
  const stored = db.prepare('SELECT check_value FROM master').get()?.check_value as Uint8Array;
  if (!timingSafeEqual(stored, checkValue(master))) {
    throw new CodedError(
      'key.unusable',
      `The master key does not belong to ${database.file}. Use the one that the ring was made with: in FINESTRETA_MASTER_KEY, or in ${masterKeyFile(folder)} with FINESTRETA_MASTER_KEY unset.`,
    );
  }
  return master;
}

/** Tells a right master key from a wrong one without saying anything about it. */
function checkValue(master: Uint8Array): Uint8Array {
  return createHmac('sha256', deriveSecret(master, 'check')).update('finestreta').digest();
}
