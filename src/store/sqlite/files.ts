import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files, KeptFile } from '../../core/ports/files.ts';
import type { Database } from './database.ts';
import type { DatabaseKind } from './migrate.ts';
import { rowOf, rowsOf } from './rowsOf.ts';

/**
 * Pages of removed files that are returned to the disk in one transaction: about 8 MB, so that nobody waits for long.
 */
const vacuumPages = 2_000;

/**
 * The file of people's files; `FINF` in ASCII identifies it. Bytes have their own table, so that quotas and lists read
 * none of them; `auto_vacuum` lets the file shrink.
 */
export const filesKind: DatabaseKind = {
  applicationId: 0x46494e46,
  prepare: 'PRAGMA auto_vacuum = INCREMENTAL',
  migrations: [
    {
      version: 1,
      sql: `
        CREATE TABLE files (
          conversation TEXT NOT NULL,
          id TEXT NOT NULL,
          bytes INTEGER NOT NULL,
          at INTEGER NOT NULL,
          key_id TEXT,
          confirmed INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (conversation, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX files_by_time ON files (at, bytes);
        CREATE INDEX files_unconfirmed ON files (at) WHERE confirmed = 0;

        CREATE TABLE contents (
          conversation TEXT NOT NULL,
          id TEXT NOT NULL,
          sealed BLOB NOT NULL,
          PRIMARY KEY (conversation, id)
        ) STRICT;
      `,
    },
    {
      version: 2,
      // The link of the files to the journal and the keys.
      sql: `
        CREATE TABLE installation (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL) STRICT;
        CREATE TABLE seen (file TEXT PRIMARY KEY, mark INTEGER NOT NULL) STRICT;
        CREATE TABLE changed (one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL) STRICT;
        INSERT INTO changed VALUES (1, 0);
        CREATE TRIGGER files_added AFTER INSERT ON files BEGIN UPDATE changed SET n = n + 1; END;
        CREATE TRIGGER files_removed AFTER DELETE ON files BEGIN UPDATE changed SET n = n + 1; END;
      `,
    },
  ],
};

/** The database file for a journal's files. */
export function filesFileNextTo(journalFile: string): string {
  return join(dirname(journalFile), 'files.db');
}

/** Files in their own SQLite file, next to the journal. */
export function createFiles(database: Database): Files {
  const db = database.connection;
  const ofConversation = db.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM files WHERE conversation = ?');
  const since = db.prepare('SELECT coalesce(sum(bytes), 0) AS bytes FROM files WHERE at > ?');
  const find = db.prepare('SELECT key_id AS keyId FROM files WHERE conversation = ? AND id = ?');
  const add = db.prepare('INSERT INTO files (conversation, id, bytes, at) VALUES (?, ?, ?, ?)');
  const fill = db.prepare('UPDATE files SET key_id = ? WHERE conversation = ? AND id = ? AND key_id IS NULL');
  const addContent = db.prepare('INSERT INTO contents (conversation, id, sealed) VALUES (?, ?, ?)');
  const content = db.prepare(
    `SELECT c.sealed, f.key_id AS keyId FROM files f
     JOIN contents c ON c.conversation = f.conversation AND c.id = f.id WHERE f.conversation = ? AND f.id = ?`,
  );
  const list = db.prepare('SELECT conversation, id, key_id AS keyId FROM files WHERE conversation = ?');
  const unconfirmed = db.prepare(
    'SELECT conversation, id, key_id AS keyId FROM files WHERE confirmed = 0 AND at < ? ORDER BY at LIMIT ?',
  );
  const confirm = db.prepare('UPDATE files SET confirmed = 1 WHERE conversation = ? AND id = ?');
  const remove = db.prepare('DELETE FROM files WHERE conversation = ? AND id = ?');
  const removeContent = db.prepare('DELETE FROM contents WHERE conversation = ? AND id = ?');
  const freePages = db.prepare('PRAGMA freelist_count');
  const giveBack = db.prepare(`PRAGMA incremental_vacuum(${vacuumPages})`);

  const usage = (conversation: string, from: number) => ({
    conversation: Number(ofConversation.get(conversation)?.bytes),
    day: Number(since.get(from)?.bytes),
  });

  return {
    usage: (conversation, from) => database.read(() => usage(conversation, from)),
    reserve: ({ conversation, id, bytes, at }, quota) =>
      database.write(() => {
        const known = find.get(conversation, id);
        if (known !== undefined) return known.keyId === null ? 'reserved' : 'present';
        const used = usage(conversation, at - day);
        if (used.conversation + bytes > quota.conversation) return 'conversation-full';
        if (used.day + bytes > quota.day) return 'day-full';
        add.run(conversation, id, bytes, at);
        return 'reserved';
      }),
    put: (conversation, id, sealed, keyId) =>
      database.write(() => {
        if (fill.run(keyId, conversation, id).changes === 1) addContent.run(conversation, id, sealed);
      }),
    get: (conversation, id) =>
      database.read(() => {
        const row = rowOf<{ sealed: Uint8Array; keyId: string }>(content, conversation, id);
        return row ? { sealed: row.sealed, keyId: row.keyId } : null;
      }),
    list: (conversation) => database.read(() => rowsOf<KeptFile>(list, conversation).map(toKeptFile)),
    unconfirmed: (before, limit) => database.read(() => rowsOf<KeptFile>(unconfirmed, before, limit).map(toKeptFile)),
    confirm: (conversation, ids) =>
      database.write(() => {
        for (const id of ids) confirm.run(conversation, id);
      }),
    async remove(conversation, ids) {
      await database.write(() => {
        for (const id of ids) {
          removeContent.run(conversation, id);
          remove.run(conversation, id);
        }
      });
      while (database.connection.isOpen && Number(freePages.get()?.freelist_count) > 0) {
        await database.write(() => {
          giveBack.all();
        });
      }
    },
    async freeBytes() {
      const { bavail, bsize } = await statfs(dirname(database.file));
      return bavail * bsize;
    },
  };
}

const day = 86_400_000;

const toKeptFile = ({ conversation, id, keyId }: KeptFile): KeptFile => ({ conversation, id, keyId });
