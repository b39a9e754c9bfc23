import { join } from 'node:path';
import type { Log } from '../core/ports/log.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import type { Tie } from './installation/installationManifest.ts';
import { openSqliteStaff } from './sqlite/staff.ts';

/** The directory; with MongoDB it is in the journal's database and linked with it. */
type OpenStaff = StaffStore & { readonly tie: Tie | null };

/**
 * Opens the staff directory next to the rest of the installation: its own file in the data folder, or the MongoDB.
 * Throws the codes of that store.
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

/** File of the staff directory in the embedded store. */
export const staffFile = (dataDir: string): string => join(dataDir, 'staff.sqlite');
