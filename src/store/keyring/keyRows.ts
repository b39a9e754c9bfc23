import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
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

/** Caches a key prepared for OpenSSL as long as its bytes live. */
const preparedKeys = new WeakMap<Uint8Array, KeyObject>();

function prepared(key: Uint8Array): KeyObject {
  const found = preparedKeys.get(key) ?? createSecretKey(key);
  preparedKeys.set(key, found);
  return found;
}

const nonceLength = 12;
const tagLength = 16;

/** Generates a key for a conversation and seals it with a key that wraps, bound to its conversation and id. */
export function newKeyRow(wrapping: Uint8Array, conversation: string): Omit<KeyRow, 'seq'> {
  return keyRowWithId(wrapping, conversation, randomPool(12).toString('base64url'));
}

/** The same with an id that no other key ever has. */
export function keyRowWithId(wrapping: Uint8Array, conversation: string, id: string): Omit<KeyRow, 'seq'> {
  return { id, conversation, wrapped: wrapKey(wrapping, { conversation, id }, randomPool(32)) };
}

/** Seals a key of a conversation as it is stored. */
export function wrapKey(
  wrapping: Uint8Array,
  { conversation, id }: Pick<KeyRow, 'conversation' | 'id'>,
  key: Uint8Array,
): Uint8Array {
  const nonce = randomPool(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', prepared(wrapping), nonce);
  cipher.setAAD(Buffer.from(`${conversation}\n${id}`));
  const sealed = cipher.update(key);
  cipher.final();
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** Opens a stored key; null: it is wrapped with another key, or was altered or damaged. */
export function unwrap(wrapping: Uint8Array, row: Omit<KeyRow, 'seq'>): ConversationKey | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', prepared(wrapping), row.wrapped.subarray(0, nonceLength), {
      authTagLength: tagLength,
    });
    decipher.setAAD(Buffer.from(`${row.conversation}\n${row.id}`));
    decipher.setAuthTag(row.wrapped.subarray(row.wrapped.length - tagLength));
    const key = decipher.update(row.wrapped.subarray(nonceLength, row.wrapped.length - tagLength));
    decipher.final();
    return { id: row.id, key: new Uint8Array(key) };
  } catch {
    return null;
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
    masters: db.prepare(
      `SELECT 1 AS generation, check_value AS "check", NULL AS root, NULL AS bridge, NULL AS previous FROM master
       UNION ALL SELECT generation, check_value, root, bridge, previous FROM masters ORDER BY generation`,
    ),
    addMaster: db.prepare('INSERT INTO masters VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    closeMaster: db.prepare('UPDATE masters SET bridge = NULL, previous = NULL WHERE generation = ?'),
    newestMaster: db.prepare('SELECT coalesce(max(generation), 1) AS generation FROM masters'),
    page: db.prepare(
      'SELECT seq, id, conversation, wrapped FROM keys WHERE seq > ? AND destroyed = 0 ORDER BY seq LIMIT ?',
    ),
    rewrap: db.prepare('UPDATE keys SET wrapped = ? WHERE id = ? AND wrapped = ? AND destroyed = 0'),
    noteChange: db.prepare('INSERT INTO changes (key_id) VALUES (?)'),
    changesAfter: db.prepare('SELECT seq, key_id AS id FROM changes WHERE seq > ? ORDER BY seq'),
    lastChange: db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM changes'),
    dataVersion: db.prepare('PRAGMA data_version'),
  };
}
