import { createHmac } from 'node:crypto';
import { deriveSecret } from '../../journal/deriveSecret.ts';

/** Check value that identifies a master key without revealing anything about it. */
export function checkValue(master: Uint8Array): Uint8Array {
  return createHmac('sha256', deriveSecret(master, 'check')).update('finestreta').digest();
}
