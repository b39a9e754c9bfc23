import { DatabaseSync } from 'node:sqlite';
import { syncPath } from '../dataFolder.ts';
import { storeError } from '../sqlite/driverErrors.ts';
import { staffKind } from '../sqlite/staffRows.ts';
import { copyDatabase } from './copyDatabase.ts';

/** What grants access without a password: sessions, unfinished sign-ins, trusted browsers, one-time links. */
const entries = ['staffSession', 'staffVerification', 'staff_link'] as const;

/**
 * Copies a snapshot of the staff directory with passwords and second factors. What grants access without a password is
 * left out, without a trace in the copy's bytes: with the master key, a session's token becomes a cookie that is valid
 * at the running service. Returns the schema; throws the codes of the embedded store.
 */
export function copyStaff(source: string, target: string): number {
  const schema = copyDatabase(source, target, staffKind);
  try {
    const db = new DatabaseSync(target);
    try {
      db.exec('PRAGMA journal_mode = DELETE; PRAGMA secure_delete = ON');
      const present = new Set(
        db
          .prepare('SELECT name FROM sqlite_schema')
          .all()
          .map(({ name }) => name),
      );
      // The library creates its own tables at the first sign-in.
      for (const table of entries) if (present.has(table)) db.exec(`DELETE FROM "${table}"`);
      db.exec('VACUUM');
    } finally {
      db.close();
    }
    syncPath(target);
    return schema;
  } catch (error) {
    throw storeError(error, target);
  }
}
