import type { Migration } from '../migrate.ts';

/** Holders of leased outbox tasks, and their heartbeats. */
export const holders: Migration = {
  version: 5,
  sql: `
    ALTER TABLE outbox ADD COLUMN holder TEXT;
    CREATE TABLE holders (holder TEXT PRIMARY KEY, beat INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
