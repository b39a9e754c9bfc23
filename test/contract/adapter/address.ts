import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Upgrade } from '../../../adapters/adapter.ts';

/** An address that stays while the process behind it comes and goes. */
export interface Address {
  /** Without a slash at its end. */
  readonly url: string;
  /** Lets a process answer here; null: nobody does, and connections are cut. */
  serve(handler: RequestListener | null, upgrade: Upgrade | null): void;
  close(): Promise<void>;
}

export async function openAddress(): Promise<Address> {
  let handle: RequestListener | null = null;
  let take: Upgrade | null = null;
  const server = createServer((request, response) => {
    if (handle) handle(request, response);
    else request.socket.destroy();
  });
  server.on('upgrade', (request, socket, head) => {
    if (!take?.(request, socket, head)) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(handler, upgrade) {
      handle = handler;
      take = upgrade;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
