import type { Migration } from '../migrate.ts';

/**
 * What ties the files of one installation together: its id, and how far each of the other files was when it was last
 * looked at. The write that proves the store gets the size of a message.
 */
export const installation: Migration = {
  version: 4,
  sql: `
    CREATE TABLE installation (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
    CREATE TABLE seen (file TEXT PRIMARY KEY, mark INTEGER NOT NULL) STRICT;
    ALTER TABLE heartbeat ADD COLUMN ballast BLOB;
  `,
};
