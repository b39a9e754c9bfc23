import type { PersonalRecord, PersonalRecords } from '../../core/ports/staffStore.ts';
import type { Database } from './database.ts';
import { rowsOf } from './rowsOf.ts';

interface Row {
  readonly at: number;
  readonly conversation: string | null;
  readonly keyId: string | null;
  readonly bytes: Uint8Array;
}

/** What staff keep for themselves, in SQLite. */
export function createPersonalRecords(database: Database): PersonalRecords {
  const db = database.connection;
  const put = db.prepare(
    `INSERT INTO personal_records (tenant, person, name, at, conversation, key_id, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant, person, name) DO UPDATE SET
       at = excluded.at, conversation = excluded.conversation, key_id = excluded.key_id, bytes = excluded.bytes`,
  );
  const get = db.prepare(
    `SELECT at, conversation, key_id AS keyId, bytes FROM personal_records
     WHERE tenant = ? AND person = ? AND name = ?`,
  );
  const names = db.prepare(
    `SELECT name FROM personal_records WHERE tenant = ? AND person = ? AND name >= ? AND name < ?
     ORDER BY name LIMIT ?`,
  );
  const remove = db.prepare('DELETE FROM personal_records WHERE tenant = ? AND person = ? AND name = ?');

  return {
    put: ({ tenant, person, name, at, seal, bytes }) =>
      database.write(() => {
        put.run(tenant, person, name, at, seal?.conversation ?? null, seal?.keyId ?? null, bytes);
      }),
    get: (tenant, person, name) =>
      database.read((): PersonalRecord | null => {
        const [row] = rowsOf<Row>(get, tenant, person, name);
        if (row === undefined) return null;
        const { at, conversation, keyId, bytes } = row;
        const seal = conversation === null || keyId === null ? null : { conversation, keyId };
        return { tenant, person, name, at, seal, bytes };
      }),
    names: (tenant, person, beginning, limit) =>
      database.read(() =>
        rowsOf<{ name: string }>(names, tenant, person, beginning, `${beginning}\u{10ffff}`, limit).map(
          ({ name }) => name,
        ),
      ),
    remove: (tenant, person, name) =>
      database.write(() => {
        remove.run(tenant, person, name);
      }),
  };
}
