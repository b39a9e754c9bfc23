import { DatabaseSync } from 'node:sqlite';

/**
 * State of a Bot Framework bot that survives a power failure, by the simplest means: a table in SQLite, a commit a turn
 * that has reached the disk. It seals nothing and keeps no history.
 */
export function createDurableStorage(file) {
  const db = new DatabaseSync(file);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `);
  const get = db.prepare('SELECT value FROM state WHERE key = ?');
  const put = db.prepare(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM state WHERE key = ?');
  return {
    async read(keys) {
      const found = keys.map((key) => [key, get.get(key)?.value]);
      return Object.fromEntries(
        found.flatMap(([key, value]) => (value === undefined ? [] : [[key, JSON.parse(value)]])),
      );
    },
    async write(changes) {
      db.exec('BEGIN IMMEDIATE');
      for (const [key, value] of Object.entries(changes)) put.run(key, JSON.stringify(value));
      db.exec('COMMIT');
    },
    async delete(keys) {
      for (const key of keys) remove.run(key);
    },
  };
}
