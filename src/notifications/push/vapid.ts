import { createECDH, createPrivateKey, sign } from 'node:crypto';
import { curve } from './encryptPush.ts';

/** By what push services know who sends (RFC 8292). */
export interface Vapid {
  /** What browsers are given when they subscribe: 65 bytes in base64url. */
  readonly publicKey: string;
  /** The header `Authorization` for a push service, named by its origin. */
  authorization(origin: string, now: number): string;
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Milliseconds that a signature is good for; push services take at most 24 hours. */
const lifeMs = 12 * 3_600_000;

/**
 * `secret`: 32 bytes that never change, or every subscription would end. `contact`: where those who
 * run a push service reach those who run this one, https: or mailto:.
 */
export function createVapid(secret: Uint8Array, contact: string): Vapid {
  // Any 32 bytes make a key: a number from 1 to the order of the curve.
  const scalar = (BigInt(`0x${Buffer.from(secret).toString('hex')}`) % (order - 1n)) + 1n;
  const keys = createECDH(curve);
  keys.setPrivateKey(Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex'));
  const point = keys.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: keys.getPrivateKey().toString('base64url'),
  };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = point.toString('base64url');
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    publicKey,
    authorization(origin, now) {
      const claims = { aud: origin, exp: Math.floor((now + lifeMs) / 1_000), sub: contact };
      const said = `${encoded({ typ: 'JWT', alg: 'ES256' })}.${encoded(claims)}`;
      const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
      return `vapid t=${said}.${signature}, k=${publicKey}`;
    },
  };
}
