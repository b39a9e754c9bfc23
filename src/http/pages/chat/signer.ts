import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Signs short texts and verifies its own signatures. */
export interface TextSigner {
  /** The text with its signature appended. `context` is signed too and must be given again to open it. */
  sign(text: string, context: string): string;
  /** The text, null when this signer did not sign it in this context. */
  open(signed: string, context: string): string | null;
  /** A keyed hash, which does not reveal its input. */
  digest(text: string): string;
}

/** Creates the signer of one purpose, with a key derived from the server's secret (HKDF, RFC 5869). */
export function createTextSigner(secret: Uint8Array, purpose: string): TextSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `finestreta pages ${purpose}`, 32));
  const digest = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const signatureOf = (text: string, context: string) => digest(JSON.stringify([text, context]));

  return {
    digest,
    sign: (text, context) => `${text}.${signatureOf(text, context)}`,
    open(signed, context) {
      const end = signed.lastIndexOf('.');
      if (end < 1) return null;
      const text = signed.slice(0, end);
      const given = Buffer.from(signed.slice(end + 1));
      const expected = Buffer.from(signatureOf(text, context));
      return given.length === expected.length && timingSafeEqual(given, expected) ? text : null;
    },
  };
}
