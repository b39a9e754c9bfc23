import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../core/ports/log.ts';
import { openDatabase } from '../sqlite/database.ts';
import { isDamage } from '../sqlite/driverErrors.ts';
import { checkSchema } from '../sqlite/migrate.ts';
import { staffKind } from '../sqlite/staffRows.ts';

/**
 * Removes from one directory the access of everybody who has lost it in another one, so that restoring an old copy lets
 * nobody back in who has left since. Returns how many, or null when the other directory is too damaged to read.
 */
export async function carryShutOut(fromFile: string, toFile: string, log: Log): Promise<number | null> {
  const gone = shutOutIn(fromFile);
  if (gone === null) return null;
  const database = openDatabase(toFile, staffKind, log);
  try {
    const shut = database.connection.prepare('UPDATE staff SET active = 0 WHERE tenant = ? AND id = ? AND active = 1');
    return await database.write(() =>
      gone.reduce((count, { tenant, id }) => count + Number(shut.run(tenant, id).changes), 0),
    );
  } finally {
    await database.close();
  }
}

function shutOutIn(file: string): readonly { readonly tenant: string; readonly id: string }[] | null {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    if (checkSchema(db, staffKind, file) === 0) return [];
    const rows = db.prepare('SELECT tenant, id FROM staff WHERE active = 0').all();
    return rows.map(({ tenant, id }) => ({ tenant: String(tenant), id: String(id) }));
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  } finally {
    db.close();
  }
}
