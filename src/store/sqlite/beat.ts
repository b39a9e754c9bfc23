import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/**
 * A write that proves a file: it goes through the same connection, transaction and flush as what the service keeps, and
 * takes so many bytes that it fails where a message would. The kind of file has a table `heartbeat`. Throws the codes of
 * the embedded store, and `store.missing` when the file is no longer where it was opened.
 */
export function createBeat(database: Database, bytes: number): () => Promise<void> {
  const beat = database.connection.prepare(
    `INSERT INTO heartbeat (id, beats, ballast) VALUES (1, 1, ?)
     ON CONFLICT (id) DO UPDATE SET beats = beats + 1, ballast = excluded.ballast`,
  );
  // At random, so that no file system keeps it in less than it is.
  const ballast = randomBytes(bytes);
  return async () => {
    database.assertInPlace();
    await database.write(() => beat.run(ballast));
  };
}
