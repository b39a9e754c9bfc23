import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../core/model/errors.ts';
import type { ConversationKey } from '../../core/ports/sealer.ts';
import { randomPool } from '../../journal/randomPool.ts';

/** A key as it is stored: 12 bytes nonce, 32 bytes sealed key, 16 bytes tag. */
export interface KeyRow {
  /** Later keys have higher numbers. */
  readonly seq: number;
  readonly id: string;
  readonly conversation: string;
  readonly wrapped: Uint8Array;
}

const nonceLength = 12;
const tagLength = 16;

/** Generates a key for a conversation and seals it under the wrapping key, bound to its conversation and id. */
export function newKeyRow(wrappingKey: KeyObject, conversation: string): Omit<KeyRow, 'seq'> {
  return keyRowWithId(wrappingKey, conversation, randomPool(12).toString('base64url'));
}

/** The same with an id that no other key ever has. */
export function keyRowWithId(wrappingKey: KeyObject, conversation: string, id: string): Omit<KeyRow, 'seq'> {
  const nonce = randomPool(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce);
  cipher.setAAD(Buffer.from(`${conversation}\n${id}`));
  const sealed = cipher.update(randomPool(32));
  cipher.final();
  return { id, conversation, wrapped: Buffer.concat([nonce, sealed, cipher.getAuthTag()]) };
}

/** Opens a stored key. Throws `key.unusable` when it was altered or damaged. */
export function unwrap(wrappingKey: KeyObject, row: Omit<KeyRow, 'seq'>): ConversationKey {
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, row.wrapped.subarray(0, nonceLength), {
      authTagLength: tagLength,
    });
    decipher.setAAD(Buffer.from(`${row.conversation}\n${row.id}`));
    decipher.setAuthTag(row.wrapped.subarray(row.wrapped.length - tagLength));
    const key = decipher.update(row.wrapped.subarray(nonceLength, row.wrapped.length - tagLength));
    decipher.final();
    return { id: row.id, key: new Uint8Array(key) };
  } catch (cause) {
    throw new CodedError(
      'key.unusable',
      `The key ${row.id} was altered or damaged. Restore the key ring from its last backup (npm run restore).`,
      { cause },
    );
  }
}

/** The prepared statements of the key ring. */
export function createKeyRows(db: DatabaseSync) {
  return {
    current: db.prepare('SELECT seq, id, conversation, wrapped FROM keys WHERE conversation = ? AND current = 1'),
    older: db.prepare(
      'SELECT seq, id, conversation, wrapped FROM keys WHERE conversation = ? AND current = 0 AND destroyed = 0',
    ),
    byId: db.prepare('SELECT seq, id, conversation, wrapped, current FROM keys WHERE id = ? AND destroyed = 0'),
    isDestroyed: db.prepare('SELECT destroyed FROM keys WHERE id = ?'),
    allDestroyed: db.prepare('SELECT id FROM keys WHERE destroyed = 1 ORDER BY seq'),
    seqOf: db.prepare('SELECT seq FROM keys WHERE id = ?'),
    add: db.prepare('INSERT INTO keys (id, conversation, wrapped, current, destroyed) VALUES (?, ?, ?, 1, 0)'),
    retire: db.prepare('UPDATE keys SET current = 0 WHERE id = ?'),
    destroy: db.prepare('UPDATE keys SET wrapped = zeroblob(length(wrapped)), current = 0, destroyed = 1 WHERE id = ?'),
    noteChange: db.prepare('INSERT INTO changes (key_id) VALUES (?)'),
    changesAfter: db.prepare('SELECT seq, key_id AS id FROM changes WHERE seq > ? ORDER BY seq'),
    lastChange: db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM changes'),
    dataVersion: db.prepare('PRAGMA data_version'),
  };
}
