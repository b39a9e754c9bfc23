import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's site, with a strict policy, that shows our chat. */
export interface TownHall {
  /** On another host than the chat's, so that browsers take it for another site. */
  readonly origin: string;
  /** From where the page loads the chat, what it forbids, and what stands in its head besides. */
  shows: { script: string; policy: string; head?: string };
  close(): Promise<void>;
}

export async function openTownHall(): Promise<TownHall> {
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': hall.shows.policy,
    });
    const { head = '', script } = hall.shows;
    response.end(
      `<!doctype html><html lang="es"><head><title>Ayuntamiento</title>${head}</head><body><main><h1>Ayuntamiento</h1></main>${script}</body></html>`,
    );
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const hall: TownHall = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    shows: { script: '', policy: '' },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return hall;
}
