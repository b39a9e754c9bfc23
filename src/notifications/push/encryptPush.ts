import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

/** Where a browser is reached, as its push subscription says: an address, and the keys that only the browser can open. */
export interface PushTarget {
  readonly endpoint: string;
  /** The browser's public key, 65 bytes in base64url. */
  readonly p256dh: string;
  /** A secret of 16 bytes that it shares with us, in base64url. */
  readonly auth: string;
}

export const curve = 'prime256v1';

/** All messages are as long as this, so that the push service learns nothing from their length. */
const paddedBytes = 2_048;
const recordBytes = 4_096;

/**
 * Encrypts a message for one browser (RFC 8291, `aes128gcm`): the push service passes it on and cannot read it. `own` and
 * `salt` are new for every message.
 * @throws {RangeError} when it does not fit
 */
export function encryptPush(
  text: string,
  { p256dh, auth }: Pick<PushTarget, 'p256dh' | 'auth'>,
  { own = newKeys(), salt = randomBytes(16), bytes = paddedBytes }: EncryptionOptions = {},
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = own.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const input = derive(own.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const said = Buffer.from(text);
  if (said.length + 1 > bytes) throw new RangeError(`A push message has at most ${bytes - 1} bytes.`);
  // 2 marks the end of the last record; zeros follow.
  const padded = Buffer.concat([said, Buffer.of(2), Buffer.alloc(bytes - said.length - 1)]);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(recordBytes);
  header.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, header, ours, sealed]);
}

interface EncryptionOptions {
  readonly own?: ECDH;
  readonly salt?: Uint8Array;
  /** Length of the message with its padding. */
  readonly bytes?: number;
}

/** Whether these can be the keys of a browser. */
export function arePushKeys({ p256dh, auth }: Pick<PushTarget, 'p256dh' | 'auth'>): boolean {
  if (Buffer.from(auth, 'base64url').length !== 16) return false;
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== 65) return false;
  try {
    // Refuses what is not a point of the curve.
    newKeys().computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

function newKeys(): ECDH {
  const keys = createECDH(curve);
  keys.generateKeys();
  return keys;
}

const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
