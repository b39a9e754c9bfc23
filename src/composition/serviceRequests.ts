import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/ports/clock.ts';
/** Where commands of the terminal ask the running service. */
export const healthPath = '/service/accounts';
export const checkPath = '/service/accounts/check';

/** What the secret of these requests is derived for. */
export const serviceRequests = 'service requests';

/** Milliseconds for which what a command signs is good. */
const goodFor = 60_000;

/**
 * Proves to the running service that a request comes from a command of the same installation: both derive `secret` from
 * the master key. No key of anybody travels, and what is signed is good for a minute.
 */
export function signRequest(secret: Uint8Array, clock: Clock): string {
  const until = String(clock() + goodFor);
  return `${until}.${macOf(secret, until).toString('base64url')}`;
}

/** Whether a request was signed by a command of the same installation, not longer than a minute ago. */
export function isSigned(secret: Uint8Array, signed: string, clock: Clock): boolean {
  const [until = '', mac = ''] = signed.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(secret, until);
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  return isRight && Number(until) > clock() && Number(until) <= clock() + goodFor;
}

function macOf(secret: Uint8Array, until: string): Buffer {
  return createHmac('sha256', secret).update(`accounts ${until}`).digest();
}
