import type { ListedNotification } from '../../core/ports/notifications.ts';
import type { Database } from '../sqlite/database.ts';
import type { MoveEnd, OwnRecord, Table } from './end.ts';
import { rewrittenTable } from './sqliteTables.ts';

/** What staff have in the console, in SQLite, as records. */
export function sqliteDeskTables(journal: Database): Pick<MoveEnd, 'personal' | 'notifications'> {
  return { personal: personalTable(journal), notifications: notificationTable(journal) };
}

function personalTable(journal: Database): Table<OwnRecord> {
  const add = journal.connection.prepare('INSERT OR REPLACE INTO personal_records VALUES (?, ?, ?, ?, ?, ?, ?)');
  return rewrittenTable(journal, {
    idOf: ({ tenant, person, name }) => [tenant, person, name].join('\n'),
    sql: 'SELECT tenant, person, name, at, conversation, key_id AS keyId, bytes FROM personal_records',
    put: ({ tenant, person, name, at, conversation, keyId, bytes }) =>
      add.run(tenant, person, name, at, conversation, keyId, bytes),
  });
}

function notificationTable(journal: Database): Table<ListedNotification> {
  // They may have been read since.
  const add = journal.connection.prepare(
    `INSERT INTO notifications (tenant, person, id, at, code, reason, department, due_at, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, person, id) DO UPDATE SET read_at = excluded.read_at`,
  );
  return rewrittenTable(journal, {
    idOf: ({ tenant, person, id }) => [tenant, person, id].join('\n'),
    sql: `SELECT tenant, person, id, at, code, reason, department, due_at AS dueAt, read_at AS readAt
    FROM notifications ORDER BY seq`,
    put: ({ tenant, person, id, at, code, reason, department, dueAt, readAt }) =>
      add.run(tenant, person, id, at, code, reason, department, dueAt, readAt),
  });
}
