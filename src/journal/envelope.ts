import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { CodedError } from '../core/model/errors.ts';
import { randomPool } from './randomPool.ts';

/**
 * AES-256-GCM in an envelope that names its version: one byte version, 12 bytes nonce, the ciphertext, 16 bytes tag.
 * The nonce is random; a key seals one conversation's messages, far below the 2^32 that random nonces allow.
 */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const head = 1 + nonceLength;

/**
 * Caches a key prepared for OpenSSL as long as its bytes live: preparing it each time costs more than sealing a
 * message.
 */
const preparedKeys = new WeakMap<Uint8Array, KeyObject>();

function prepared(key: Uint8Array): KeyObject {
  let found = preparedKeys.get(key);
  if (!found) {
    found = createSecretKey(key);
    preparedKeys.set(key, found);
  }
  return found;
}

/** Seals bytes under a key of 32 bytes, bound to `context`: opening them requires the same context. */
export function sealBytes(key: Uint8Array, context: string, plain: Uint8Array): Uint8Array {
  const envelope = Buffer.allocUnsafe(head + plain.length + tagLength);
  envelope[0] = version;
  const nonce = randomPool(nonceLength);
  envelope.set(nonce, 1);
  const cipher = createCipheriv('aes-256-gcm', prepared(key), nonce);
  cipher.setAAD(Buffer.from(context));
  envelope.set(cipher.update(plain), head);
  cipher.final();
  envelope.set(cipher.getAuthTag(), head + plain.length);
  return envelope;
}

/**
 * Opens sealed bytes. Throws `store.newer` for an envelope of a later version and `store.unusable` when envelope, key
 * and context don't match, because one of them was altered or damaged.
 */
export function openBytes(key: Uint8Array, context: string, envelope: Uint8Array): Buffer {
  if (envelope.length < head + tagLength) throw altered();
  if (envelope[0] !== version) {
    throw new CodedError(
      'store.newer',
      `Sealed content has the unknown format ${envelope[0]}. Start the version that wrote it.`,
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', prepared(key), envelope.subarray(1, head), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(envelope.subarray(envelope.length - tagLength));
  try {
    const plain = decipher.update(envelope.subarray(head, envelope.length - tagLength));
    decipher.final();
    return plain;
  } catch (cause) {
    throw altered(cause);
  }
}

function altered(cause?: unknown): CodedError {
  return new CodedError(
    'store.unusable',
    'Sealed content does not match its key: it was altered or damaged. Compare with a backup (npm run restore).',
    { cause },
  );
}
