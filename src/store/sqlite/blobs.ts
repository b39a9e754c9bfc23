import type { Blobs } from '../../core/ports/files.ts';
import type { Database } from './database.ts';
import { rowOf } from './rowsOf.ts';

/** Sealed files in SQLite. An id is stored once: putting it again changes nothing. */
export function createBlobs(database: Database): Blobs {
  const db = database.connection;
  const add = db.prepare(
    'INSERT INTO blobs (conversation, id, key_id, sealed) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const find = db.prepare('SELECT sealed, key_id AS keyId FROM blobs WHERE conversation = ? AND id = ?');
  return {
    put: (conversation, id, sealed, keyId) =>
      database.write(() => {
        add.run(conversation, id, keyId, sealed);
      }),
    get: (conversation, id) =>
      database.read(() => {
        const row = rowOf<{ sealed: Uint8Array; keyId: string }>(find, conversation, id);
        return row ? { sealed: row.sealed, keyId: row.keyId } : null;
      }),
  };
}
