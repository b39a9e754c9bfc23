import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/ports/clock.ts';
/** Where command line tools ask the running service. */
export const healthPath = '/service/accounts';
export const checkPath = '/service/accounts/check';

/** The purpose for which the secret of these requests is derived. */
export const serviceRequests = 'service requests';

/** Validity of a signature in milliseconds. */
const signatureLifetimeMs = 60_000;

/**
 * Proves to the running service that a request comes from a command line tool of the same installation: both derive
 * `secret` from the master key. No key is transmitted, and a signature is valid for a minute.
 */
export function signRequest(secret: Uint8Array, clock: Clock): string {
  const until = String(clock() + signatureLifetimeMs);
  return `${until}.${macOf(secret, until).toString('base64url')}`;
}

/** Whether a request was signed by a command line tool of the same installation within the last minute. */
export function isSigned(secret: Uint8Array, signed: string, clock: Clock): boolean {
  const [until = '', mac = ''] = signed.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(secret, until);
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  return isRight && Number(until) > clock() && Number(until) <= clock() + signatureLifetimeMs;
}

function macOf(secret: Uint8Array, until: string): Buffer {
  return createHmac('sha256', secret).update(`accounts ${until}`).digest();
}
