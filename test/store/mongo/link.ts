import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a client and a server that a test can cut, heal and hold up. */
export interface Link {
  /** The server's address, as seen through this link. */
  readonly uri: string;
  /** Ends every connection at once and refuses new ones. */
  cut(): void;
  heal(): void;
  /** Called with each piece that the client sends; returning false holds it back for ever. */
  onRequest: (piece: Buffer) => boolean;
}

/** Stands between a client and the one server that a URI names; several hosts are passed through as they are. */
export async function createLink(uri: string): Promise<Link> {
  const [, host, port] = /^mongodb:\/\/(?:[^@/]*@)?([^:,/]+):(\d+)\//.exec(uri) ?? [];
  if (host === undefined) return { uri, cut: () => {}, heal: () => {}, onRequest: () => true };
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(Number(port), host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.on('data', (piece: Buffer) => {
        if (one === far || link.onRequest(piece)) other.write(piece);
      });
    }
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link: Link = {
    uri: uri.replace(`${host}:${port}`, `127.0.0.1:${(server.address() as AddressInfo).port}`),
    cut: () => {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    heal: () => {
      whole = true;
    },
    onRequest: () => true,
  };
  return link;
}
