import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { CodedError } from '../core/errors.ts';

/** Takes a WebSocket upgrade, or leaves it (false). */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** A server that listens from the beginning and says "not ready" until it is given what to serve. */
export interface Listener {
  readonly port: number;
  serve(handler: RequestListener, upgrades: readonly Upgrade[]): void;
  /** Takes no new connections; resolves when those under way are done, or cut after `milliseconds`. */
  close(milliseconds: number): Promise<void>;
}

/** @throws {CodedError} `port.unusable` when the address cannot be listened on */
export async function listen(host: string, port: number): Promise<Listener> {
  let handler: RequestListener = notReady;
  let upgrades: readonly Upgrade[] = [];
  const server = createServer((request, response) => handler(request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!upgrades.some((upgrade) => upgrade(request, socket, head))) socket.destroy();
  });
  await bind(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve(next, nextUpgrades) {
      handler = next;
      upgrades = nextUpgrades;
    },
    close: (milliseconds) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), milliseconds);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

const notReady: RequestListener = (request, response) => {
  const alive = request.url === '/healthz';
  response.writeHead(alive ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end(JSON.stringify({ status: alive ? 'ok' : 'starting' }));
};

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'it is in use' : `it cannot be used (${cause.code})`;
      reject(
        new CodedError('port.unusable', `Cannot listen on ${host}:${port}: ${why}. Set HOST and PORT to others.`, {
          cause,
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}
