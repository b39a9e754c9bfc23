import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports that no kernel hands out by itself and that no browser refuses. */
const first = 12_000;
const count = 20_000;

/**
 * A port of this machine that nobody uses now, and that nobody is given while it is free for a moment: for a server that is
 * told its port, or that starts again on the one it had. A server that keeps its port takes 0 and asks which it was given.
 *
 * @throws What listening throws, other than that a port is taken.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + Math.floor(Math.random() * count);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') continue;
      throw error;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
