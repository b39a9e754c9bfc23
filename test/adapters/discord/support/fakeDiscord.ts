import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway } from './gateway.ts';
import { createFaults, createLimits, type Faults, type Limits } from './limits.ts';
import { createPeople, type People } from './people.ts';
import { createCircuitBreaker } from './rest.ts';
import { createWorld, type World } from './world.ts';

/** Discord on this machine: the gateway and the REST API, version 10, and the people on the other side. */
export interface FakeDiscord {
  readonly url: string;
  readonly world: World;
  readonly gateway: Gateway;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly people: People;
  /** Bots whose attempts to show that they write fail. */
  readonly mute: Set<string>;
  /** Every REST request so far, as in `POST /api/v10/channels/1/messages`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startDiscord(): Promise<FakeDiscord> {
  const world = createWorld();
  const limits = createLimits();
  const faults = createFaults();
  const mute = new Set<string>();
  const requests: string[] = [];
  let url = '';
  const gateway = createGateway(world, () => `${url.replace('http', 'ws')}/gateway`);
  const people = createPeople(world, gateway, () => url);
  const rest = createCircuitBreaker({
    ...{ world, limits, faults, url: () => url },
    typingFails: ({ token }) => mute.has(token),
    notified(bot, t, message) {
      const chat = world.chats.get(message.chat);
      if (chat) people.announce({ bot, chat }, t, message);
    },
  });

  const server = createServer((request, response) => {
    const file = /^\/attachments\/(\d+)$/.exec(request.url ?? '')?.[1];
    if (file === undefined) {
      requests.push(`${request.method} ${request.url}`);
      void rest(request, response);
      return;
    }
    const bytes = world.said.flatMap(({ files }) => files).find(({ id }) => id === file)?.bytes;
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  server.on('upgrade', gateway.upgrade);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    world,
    gateway,
    limits,
    faults,
    people,
    mute,
    requests,
    async close() {
      await gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
