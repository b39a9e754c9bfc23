import { join } from 'node:path';
import type { Log } from '../core/ports/log.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import type { Tie } from './installation/manifest.ts';
import { openSqliteStaff } from './sqlite/staff.ts';

/** The directory; with MongoDB it is in the database of the journal, and tied with it. */
export type OpenStaff = StaffStore & { readonly tie: Tie | null };

/**
 * Opens the directory of staff where everything else of the installation is: a file of its own in the data folder, or
 * the MongoDB. Throws the codes of that store.
 */
export async function openStaffStore(options: {
  readonly dataDir: string;
  readonly mongoUri: string | null;
  readonly log: Log;
}): Promise<OpenStaff> {
  const { dataDir, mongoUri, log } = options;
  if (mongoUri === null) return openSqliteStaff({ file: staffFile(dataDir), log });
  const { openMongoStaff } = await import('./mongo/staff.ts');
  return { ...(await openMongoStaff(mongoUri)), tie: null };
}

/** Where the embedded store keeps who works for the council. */
export const staffFile = (dataDir: string): string => join(dataDir, 'staff.sqlite');
