import { DatabaseSync } from 'node:sqlite';
import { type Database, wrap } from './database.ts';
import { storeError } from './driverErrors.ts';
import { checkSchema, type DatabaseKind } from './migrate.ts';

/** Opens a database file of the newest schema read-only. */
export function openToRead(file: string, kind: DatabaseKind): Database {
  const explain = (error: unknown) => storeError(error, file);
  try {
    const connection = new DatabaseSync(file, { readOnly: true });
    checkSchema(connection, kind, file);
    return wrap(connection, file, explain);
  } catch (error) {
    throw explain(error);
  }
}
