import type { Migration } from '../migrate.ts';

/** When each notification was read. Those of before counted as read wherever their toast had passed. */
export const readNotifications: Migration = {
  version: 8,
  sql: `
    ALTER TABLE notifications ADD COLUMN read_at INTEGER;
    UPDATE notifications SET read_at = at;
    CREATE INDEX notifications_unread ON notifications (tenant, person, code) WHERE read_at IS NULL;
  `,
};
