import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';

/** One step of a schema. Steps are numbered from 1 without gaps and never changed once released. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** A kind of database file: identified by SQLite's application id, shaped by its migrations. */
export interface DatabaseKind {
  /** 32-bit number at offset 68 of the file, by which a foreign database is recognised. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
  /** The oldest schema that can still be upgraded; any, if omitted. */
  readonly oldest?: number;
  /** Run once, before a new file has its first table. */
  readonly prepare?: string;
}

/** The newest schema that this program knows. */
export function newestSchema(kind: DatabaseKind): number {
  return kind.migrations.at(-1)?.version ?? 0;
}

/** Reads a pragma that holds one integer. */
function pragma(db: DatabaseSync, name: 'application_id' | 'user_version' | 'data_version'): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

/**
 * The schema version of a file, 0 for a new and empty one. Throws `store.unusable` for another program's database and
 * `store.newer` for one that a later version of this program has upgraded; it changes nothing.
 */
export function checkSchema(db: DatabaseSync, kind: DatabaseKind, file: string): number {
  db.exec('BEGIN');
  try {
    const version = pragma(db, 'user_version');
    const applicationId = pragma(db, 'application_id');
    const tables = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
    const fresh = tables === 0 && version === 0 && applicationId === 0;
    if (!fresh && applicationId !== kind.applicationId) {
      throw new CodedError(
        'store.unusable',
        `${file} belongs to another program. Choose another folder for this service's data, or move that file away.`,
      );
    }
    if (version > newestSchema(kind)) {
      throw new CodedError(
        'store.newer',
        `${file} was upgraded by a newer version of this program (schema ${version}; this one knows ${newestSchema(kind)}). Start that version, or restore a backup made before the upgrade (npm run restore).`,
      );
    }
    if (!fresh && version < (kind.oldest ?? 0)) {
      throw new CodedError(
        'store.unusable',
        `${file} was created by an earlier version (schema ${version}) and this one cannot read it. Keep that folder, and set DATA_DIR to an empty one.`,
      );
    }
    return version;
  } finally {
    // An unreadable file has already ended the transaction: report its error.
    if (db.isTransaction) db.exec('COMMIT');
  }
}

/** Brings a file's schema up to date, all steps in one transaction; of several processes one does it. */
export function migrateFile(db: DatabaseSync, kind: DatabaseKind, file: string, log: Log): void {
  if (pragma(db, 'user_version') === newestSchema(kind)) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const from = pragma(db, 'user_version');
    for (const { version, sql } of kind.migrations) {
      if (version <= from) continue;
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${version}`);
    }
    db.exec(`PRAGMA application_id = ${kind.applicationId}`);
    db.exec('COMMIT');
    if (from < newestSchema(kind)) log.info({ file, from, to: newestSchema(kind) }, 'schema upgraded');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
