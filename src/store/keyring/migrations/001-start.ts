import type { Migration } from '../../sqlite/migrate.ts';

/**
 * The first schema. A conversation has one current key, perhaps older ones, perhaps destroyed ones. A destroyed key
 * keeps its row, with zeros of the same length: SQLite then overwrites the bytes in place, and a row that never moves
 * leaves no copy of itself behind. `changes` lists the keys that were replaced or destroyed, so that other processes
 * evict them.
 */
export const start: Migration = {
  version: 1,
  sql: `
    CREATE TABLE keys (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      conversation TEXT NOT NULL,
      wrapped BLOB NOT NULL,
      current INTEGER NOT NULL CHECK (current IN (0, 1)),
      destroyed INTEGER NOT NULL CHECK (destroyed IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX keys_current ON keys (conversation) WHERE current = 1;
    CREATE INDEX keys_older ON keys (conversation) WHERE current = 0 AND destroyed = 0;

    CREATE TABLE changes (
      seq INTEGER PRIMARY KEY,
      key_id TEXT NOT NULL
    ) STRICT;

    CREATE TABLE master (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      check_value BLOB NOT NULL
    ) STRICT;
  `,
};
