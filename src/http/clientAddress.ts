import type { IncomingMessage } from 'node:http';
import { addressKey } from '../core/util/addressKey.ts';

/**
 * The client's address of a request, in front of `proxies` proxies of ours: as Express's `request.ip`, also for
 * requests that never reach Express, such as upgrades. `undefined` once the connection is closed.
 */
function clientAddress({ headers, socket }: IncomingMessage, proxies: number): string | undefined {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const addresses = [socket.remoteAddress, ...forwarded.reverse()];
  return addresses[Math.min(proxies, addresses.length - 1)];
}

/** The key under which the sender of a request is counted by address, behind `proxies` proxies of ours. */
export function senderBehind(proxies: number): (request: IncomingMessage) => string {
  return (request) => addressKey(clientAddress(request, proxies));
}
