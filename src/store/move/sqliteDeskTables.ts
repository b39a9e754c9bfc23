import type { ListedNotification } from '../../core/ports/notifications.ts';
import type { Database } from '../sqlite/database.ts';
import type { MoveEnd, OwnRecord, Table } from './end.ts';
import { records } from './sqliteTables.ts';

/** What staff have in the console, in SQLite, as records. */
export function sqliteDeskTables(journal: Database): Pick<MoveEnd, 'personal' | 'notifications'> {
  return { personal: personalTable(journal), notifications: notificationTable(journal) };
}

function personalTable(journal: Database): Table<OwnRecord> {
  const db = journal.connection;
  const idOf = ({ tenant, person, name }: OwnRecord) => [tenant, person, name].join('\n');
  const make = (row: OwnRecord): OwnRecord => ({ ...row });
  const put = db.prepare('INSERT OR REPLACE INTO personal_records VALUES (?, ?, ?, ?, ?, ?, ?)');
  const sql = 'SELECT tenant, person, name, at, conversation, key_id AS keyId, bytes FROM personal_records';
  return {
    idOf,
    list: (except) => records(db, sql, { idOf, make }, except),
    settled: async () => new Set(),
    put: (all) =>
      journal.write(() => {
        for (const { tenant, person, name, at, conversation, keyId, bytes } of all)
          put.run(tenant, person, name, at, conversation, keyId, bytes);
      }),
  };
}

function notificationTable(journal: Database): Table<ListedNotification> {
  const db = journal.connection;
  const idOf = ({ tenant, person, id }: ListedNotification) => [tenant, person, id].join('\n');
  const make = (row: ListedNotification): ListedNotification => ({ ...row });
  const put = db.prepare(
    `INSERT INTO notifications (tenant, person, id, at, code, reason, department, due_at, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, person, id) DO UPDATE SET read_at = excluded.read_at`,
  );
  const sql = `SELECT tenant, person, id, at, code, reason, department, due_at AS dueAt, read_at AS readAt
    FROM notifications ORDER BY seq`;
  return {
    idOf,
    list: (except) => records(db, sql, { idOf, make }, except),
    // They may have been read since.
    settled: async () => new Set(),
    put: (all) =>
      journal.write(() => {
        for (const { tenant, person, id, at, code, reason, department, dueAt, readAt } of all)
          put.run(tenant, person, id, at, code, reason, department, dueAt, readAt);
      }),
  };
}
