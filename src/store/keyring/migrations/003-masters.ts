import type { Migration } from '../../sqlite/migrate.ts';

/** Master keys that came after the first one, see `MasterRecord`. */
export const laterMasters: Migration = {
  version: 3,
  sql: `
    CREATE TABLE masters (
      generation INTEGER PRIMARY KEY CHECK (generation > 1),
      check_value BLOB NOT NULL,
      root BLOB NOT NULL,
      bridge BLOB,
      previous BLOB
    ) STRICT;
  `,
};
