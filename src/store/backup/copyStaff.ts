import { DatabaseSync } from 'node:sqlite';
import { syncPath } from '../dataFolder.ts';
import { storeError } from '../sqlite/driverErrors.ts';
import { staffKind } from '../sqlite/staffRows.ts';
import { copyDatabase } from './copyDatabase.ts';

/** What lets somebody in without a password: sessions, half-done sign-ins and trusted browsers, one-time links. */
const entries = ['staffSession', 'staffVerification', 'staff_link'] as const;

/**
 * Copies who works for the council, with their passwords and second factors, as they are at one moment. What lets in
 * without a password stays behind, and leaves no trace in the copy's bytes: with the master key, the token of a session
 * makes a cookie that is good where the service runs. Returns the schema; throws the codes of the embedded store.
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
      // The library makes its own tables when somebody comes to sign in for the first time.
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
