import { DatabaseSync } from 'node:sqlite';
import type { Log } from '../../core/ports/log.ts';
import { openDatabase } from '../sqlite/database.ts';
import { isDamage } from '../sqlite/driverErrors.ts';
import { checkSchema } from '../sqlite/migrate.ts';
import { createKeyRows } from './keyRows.ts';
import { keysKind } from './migrations/index.ts';

/**
 * Destroys in one key ring the keys that another has destroyed, so that restoring an old copy brings nothing back that
 * was erased since. Returns how many, or null when the other ring is too damaged to read.
 */
export async function carryErasures(fromFile: string, toFile: string, log: Log): Promise<number | null> {
  const destroyed = destroyedIn(fromFile);
  if (destroyed === null) return null;
  const database = openDatabase(toFile, keysKind, log);
  try {
    const rows = createKeyRows(database.connection);
    const count = await database.write(() => {
      const alive = destroyed.filter((id) => rows.isDestroyed.get(id)?.destroyed === 0);
      for (const id of alive) {
        rows.destroy.run(id);
        rows.noteChange.run(id);
      }
      return alive.length;
    });
    await database.emptyLog();
    return count;
  } finally {
    await database.close();
  }
}

function destroyedIn(file: string): readonly string[] | null {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    checkSchema(db, keysKind, file);
    return db
      .prepare('SELECT id FROM keys WHERE destroyed = 1')
      .all()
      .map((row) => String(row.id));
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  } finally {
    db.close();
  }
}
