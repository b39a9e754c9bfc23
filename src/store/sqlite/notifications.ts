import {
  type ListedNotification,
  maxUnreadCodes,
  type NotificationDelivery,
  type NotificationStore,
} from '../../core/ports/notifications.ts';
import type { Database } from './database.ts';
import { rowsOf } from './rowsOf.ts';

/** Notifications of staff in SQLite, in their order. */
export function createNotificationStore(database: Database): NotificationStore {
  const db = database.connection;
  const add = db.prepare(
    `INSERT INTO notifications (tenant, person, id, at, code, reason, department, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const columns = 'seq, tenant, person, id, at, code, reason, department, due_at AS dueAt, read_at AS readAt';
  const newest = db.prepare(
    `SELECT ${columns} FROM notifications WHERE tenant = ? AND person = ? ORDER BY seq DESC LIMIT ?`,
  );
  const later = db.prepare(
    `SELECT ${columns} FROM notifications WHERE tenant = ? AND person = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const unread = db.prepare(
    'SELECT count(*) AS count FROM notifications WHERE tenant = ? AND person = ? AND read_at IS NULL',
  );
  const unreadCodes = db.prepare(
    `SELECT DISTINCT code FROM notifications WHERE tenant = ? AND person = ? AND read_at IS NULL
     ORDER BY code LIMIT ${maxUnreadCodes}`,
  );
  const readOne = db.prepare(
    'UPDATE notifications SET read_at = ? WHERE tenant = ? AND person = ? AND code = ? AND read_at IS NULL',
  );
  const readAll = db.prepare(
    'UPDATE notifications SET read_at = ? WHERE tenant = ? AND person = ? AND read_at IS NULL',
  );
  const note = db.prepare(
    `INSERT INTO notification_deliveries (tenant, target, notification, code, reason, at, attempts, state, fault)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
     ON CONFLICT (tenant, target, notification) DO UPDATE SET
       at = excluded.at, attempts = attempts + 1, state = excluded.state, fault = excluded.fault`,
  );
  const delivered = db.prepare(
    `SELECT tenant, target, notification, code, reason, at, attempts, state, fault FROM notification_deliveries
     WHERE tenant = ? AND target = ? ORDER BY at DESC LIMIT ?`,
  );

  return {
    put: ({ tenant, person, id, at, code, reason, department, dueAt }) =>
      database.write(() => {
        add.run(tenant, person, id, at, code, reason, department, dueAt);
      }),
    list: (tenant, person, after, limit) =>
      database.read(() => {
        type Row = ListedNotification & { readonly seq: number };
        const rows =
          after === null
            ? rowsOf<Row>(newest, tenant, person, limit).reverse()
            : rowsOf<Row>(later, tenant, person, Number(after), limit);
        const cursor = rows.at(-1)?.seq;
        return {
          notifications: rows.map(({ seq: _, ...notification }) => notification),
          cursor: cursor === undefined ? after : String(cursor),
        };
      }),
    unread: (tenant, person) =>
      database.read(() => {
        const [all] = rowsOf<{ count: number }>(unread, tenant, person);
        const codes = rowsOf<{ code: string }>(unreadCodes, tenant, person).map(({ code }) => code);
        return { count: all?.count ?? 0, codes };
      }),
    markRead: (tenant, person, code, at) =>
      database.write(() => {
        if (code === null) readAll.run(at, tenant, person);
        else readOne.run(at, tenant, person, code);
      }),
    noteDelivery: ({ tenant, target, notification, code, reason, at, state, fault }) =>
      database.write(() => {
        note.run(tenant, target, notification, code, reason, at, state, fault);
      }),
    deliveries: (tenant, target, limit) =>
      database.read(() => rowsOf<NotificationDelivery>(delivered, tenant, target, limit).map((row) => ({ ...row }))),
  };
}
