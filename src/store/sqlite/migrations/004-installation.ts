import type { Migration } from '../migrate.ts';

/**
 * The link between the files of one installation: its id, and the mark of each other file when it was last recorded.
 * The write that proves the store gets the size of a message.
 */
export const installationLink: Migration = {
  version: 4,
  sql: `
    CREATE TABLE installation (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
    CREATE TABLE seen (file TEXT PRIMARY KEY, mark INTEGER NOT NULL) STRICT;
    ALTER TABLE heartbeat ADD COLUMN ballast BLOB;
  `,
};
