import type { DerivedRecords } from '../../core/ports/derived.ts';
import type { Database } from './database.ts';
import { rowOf, rowsOf } from './rowsOf.ts';

/** Derived records in the file of the case index, which is derived itself. */
export function createDerivedRecords(database: Database): DerivedRecords {
  const db = database.connection;
  const find = db.prepare('SELECT revision, bytes FROM derived WHERE owner = ? AND name = ?');
  const put = db.prepare(
    `INSERT INTO derived (owner, name, revision, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT (owner, name) DO UPDATE SET revision = excluded.revision, bytes = excluded.bytes
     WHERE excluded.revision > derived.revision`,
  );
  const names = db.prepare('SELECT name FROM derived WHERE owner = ? ORDER BY name');
  const remove = db.prepare('DELETE FROM derived WHERE owner = ? AND name = ?');
  return {
    get: (owner, name) =>
      database.read(() => {
        const row = rowOf<{ revision: number; bytes: Uint8Array }>(find, owner, name);
        return row ? { revision: row.revision, bytes: row.bytes } : null;
      }),
    put: (owner, name, { revision, bytes }) =>
      database.write(() => Number(put.run(owner, name, revision, bytes).changes) > 0),
    names: (owner) => database.read(() => rowsOf<{ name: string }>(names, owner).map(({ name }) => name)),
    remove: (owner, gone) =>
      database.write(() => {
        for (const name of gone) remove.run(owner, name);
      }),
  };
}
