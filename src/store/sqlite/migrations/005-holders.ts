import type { Migration } from '../migrate.ts';

/** Who holds a leased task of the outbox, and the signs of life of those who do. */
export const holders: Migration = {
  version: 5,
  sql: `
    ALTER TABLE outbox ADD COLUMN holder TEXT;
    CREATE TABLE holders (holder TEXT PRIMARY KEY, beat INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
