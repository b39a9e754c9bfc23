import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';

/** Signs and verifies small sets of claims. */
interface Signer {
  sign(claims: object): string;
  /** The claims, null when this signer did not sign the text. The caller checks the expiry. */
  open(text: string): unknown;
}

const header = `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.`;
/** Longest text that is verified. */
const maxLength = 4_096;

/**
 * Derives a key for one purpose from the server's secret (HKDF, RFC 5869), so that a signature for one purpose is not
 * valid for another.
 */
export function deriveKey(secret: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `finestreta webchat ${purpose}`, 32)));
}

/**
 * Creates a signer for one purpose. It signs JSON Web Tokens (RFC 7519, HS256), because Direct Line clients read the
 * `user` claim from them. The header is compared as a whole, so there is no algorithm to negotiate.
 */
export function createSigner(secret: Uint8Array, purpose: string): Signer {
  const key = deriveKey(secret, purpose);
  const signature = (signed: string) => createHmac('sha256', key).update(signed).digest('base64url');

  return {
    sign(claims) {
      const signed = header + Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${signed}.${signature(signed)}`;
    },
    open(text) {
      if (text.length > maxLength || !text.startsWith(header)) return null;
      const end = text.lastIndexOf('.');
      const given = Buffer.from(text.slice(end + 1));
      const expected = Buffer.from(signature(text.slice(0, end)));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return JSON.parse(Buffer.from(text.slice(header.length, end), 'base64url').toString());
    },
  };
}
