import type { Migration } from '../migrate.ts';

/** Names the tables of notifications as the code does. Their tasks have new names too, so older journals are refused. */
export const namedNotifications: Migration = {
  version: 7,
  sql: `
    ALTER TABLE notices RENAME TO notifications;
    DROP INDEX notices_of_person;
    CREATE INDEX notifications_of_person ON notifications (tenant, person, seq);
    ALTER TABLE notice_deliveries RENAME TO notification_deliveries;
    ALTER TABLE notification_deliveries RENAME COLUMN notice TO notification;
    DROP INDEX notice_deliveries_newest;
    CREATE INDEX notification_deliveries_newest ON notification_deliveries (tenant, target, at);
  `,
};
