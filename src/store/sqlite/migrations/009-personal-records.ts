import type { Migration } from '../migrate.ts';

/** What staff keep for themselves; `key_id` null: it is not sealed. */
export const personalRecords: Migration = {
  version: 9,
  sql: `
    CREATE TABLE personal_records (
      tenant TEXT NOT NULL,
      person TEXT NOT NULL,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,
      conversation TEXT,
      key_id TEXT,
      bytes BLOB NOT NULL,
      PRIMARY KEY (tenant, person, name)
    ) STRICT, WITHOUT ROWID;
  `,
};
