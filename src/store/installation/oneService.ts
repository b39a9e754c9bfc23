import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import { ensureFolder } from '../dataFolder.ts';
import { isBusy, storeError } from '../sqlite/driverErrors.ts';

/** Releases a data folder; the system does so, too, however the process ends. */
export type LetGo = () => void;

/**
 * Locks a data folder for the services that may use it together: a single one, or several that know each other through
 * Redis (`shared`). The lock is SQLite's on an empty file, so that it ends with its process, even by SIGKILL.
 * @throws {CodedError} `store.busy` when a service holds it that may not share it, and the codes of the embedded store
 */
export function holdFolder(file: string, how: 'alone' | 'shared'): LetGo {
  let db: DatabaseSync | null = null;
  try {
    ensureFolder(dirname(file));
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec(how === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_schema');
    const held = db;
    return () => held.close();
  } catch (error) {
    db?.close();
    if (!isBusy(error)) throw storeError(error, file);
    throw new CodedError(
      'store.busy',
      how === 'alone'
        ? `Another process of the service uses ${dirname(file)}. Stop it before you start this one; or, to run several on this machine, give all of them a Redis (REDIS_URL, docs/scale.md).`
        : `A process without REDIS_URL uses ${dirname(file)}, and would not notice this one. Stop it, and give all of them the same REDIS_URL.`,
      { cause: error },
    );
  }
}
