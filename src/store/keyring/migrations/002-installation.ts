import type { Migration } from '../../sqlite/migrate.ts';

/** The link between the files of one installation, as in the journal; and the write that proves the key ring. */
export const installationLink: Migration = {
  version: 2,
  sql: `
    CREATE TABLE installation (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
    CREATE TABLE seen (file TEXT PRIMARY KEY, mark INTEGER NOT NULL) STRICT;
    CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), beats INTEGER NOT NULL, ballast BLOB) STRICT;
  `,
};
