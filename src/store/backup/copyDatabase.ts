import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import { syncPath } from '../dataFolder.ts';
import { storeError } from '../sqlite/driverErrors.ts';
import { checkSchema, type DatabaseKind, newestSchema } from '../sqlite/migrate.ts';

/** How long a copy waits for a lock, milliseconds; it only reads, so it hardly ever has to wait. */
const lockTimeout = 10_000;

/** Copies a consistent snapshot of a database while writers continue. Returns its schema. */
export function copyDatabase(source: string, target: string, kind: DatabaseKind): number {
  if (!existsSync(source)) {
    throw new CodedError('input.invalid', `There is no ${source} to copy. Check DATA_DIR and KEYS_DIR.`);
  }
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(source, { readOnly: true, timeout: lockTimeout });
    const schema = checkSchema(db, kind, source);
    if (schema !== newestSchema(kind)) {
      throw new CodedError(
        'input.invalid',
        `${source} has schema ${schema} of an older version. Start the service once, which upgrades it, or copy with the version that wrote it.`,
      );
    }
    closeSync(openSync(target, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(target);
    syncPath(target);
    return schema;
  } catch (error) {
    throw storeError(error, source);
  } finally {
    db?.close();
  }
}

/** Row counts of some tables, under the names that the counts shall have. */
export function countRows(db: DatabaseSync, tables: Readonly<Record<string, string>>): Record<string, number> {
  const entries = Object.entries(tables).map(([name, from]) => {
    return [name, Number(db.prepare(`SELECT count(*) AS n FROM ${from}`).get()?.n)] as const;
  });
  return Object.fromEntries(entries);
}
