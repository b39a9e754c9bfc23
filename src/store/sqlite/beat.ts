import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/**
 * A write that proves a file: it uses the same connection, transaction and flush as the service's data, and is large
 * enough to fail where a message would. The kind of file has a table `heartbeat`. Throws the codes of the embedded
 * store, and `store.missing` when the file is no longer where it was opened.
 */
export function createBeat(database: Database, bytes: number): () => Promise<void> {
  const beat = database.connection.prepare(
    `INSERT INTO heartbeat (id, beats, ballast) VALUES (1, 1, ?)
     ON CONFLICT (id) DO UPDATE SET beats = beats + 1, ballast = excluded.ballast`,
  );
  // Random bytes, so that no file system can compress them.
  const ballast = randomBytes(bytes);
  return async () => {
    database.assertNotReplaced();
    await database.write(() => beat.run(ballast));
  };
}
