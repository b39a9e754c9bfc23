import type { IncomingMessage } from 'node:http';
import { addressKey } from '../core/util/addressKey.ts';

/**
 * The address of whoever sent a request, before `proxies` proxies of ours: as Express's `request.ip`, also for what never
 * reaches Express, as an upgrade. `undefined` once the connection is gone.
 */
function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string | undefined {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const addresses = [socket.remoteAddress, ...forwarded.reverse()];
  return addresses[Math.min(proxies, addresses.length - 1)];
}

/** What stands for the sender of a request wherever something is counted by address, behind `proxies` proxies of ours. */
export function senderBehind(proxies: number): (request: IncomingMessage) => string {
  return (request) => addressKey(clientAddress(request, proxies));
}
