import { hkdfSync } from 'node:crypto';

/**
 * A secret of 32 bytes for one purpose, derived from the master secret by HKDF-SHA-256 (RFC 5869): one derived secret
 * reveals neither the master secret nor any other.
 */
export function deriveSecret(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), `finestreta ${purpose}`, 32));
}
