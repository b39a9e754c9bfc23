import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import express from 'express';
import type { Channel, OpenAccount } from '../../../../adapters/adapter.ts';
import {
  createWebchat,
  readSiteSettings,
  readWebchatSettings,
  type SiteSettings,
  type WebchatSettings,
  webchatCapabilities,
} from '../../../../adapters/webchat/index.ts';
import type { Account } from '../../../../src/core/model/account.ts';
import { senderBehind } from '../../../../src/http/clientAddress.ts';
import { createLocalLimit } from '../../../../src/store/local/limit.ts';
import { createMemoryCore, type MemoryCore } from './memoryCore.ts';

export interface TestServer {
  /** Address of the server. */
  readonly origin: string;
  /** Address of Direct Line on it. */
  readonly domain: string;
  readonly core: MemoryCore;
  readonly channel: Channel;
  /** Opens one more account, as it is at each moment. */
  openAccount(account: () => Account, settings: Partial<SiteSettings>): Promise<OpenAccount>;
  /** Errors that were logged. */
  readonly errors: unknown[];
  /** Moves the adapter's clock on. */
  pass(milliseconds: number): void;
  /** Cuts every open socket, as a broken network does. */
  dropSockets(): void;
  /** Resolves when at most so many upgraded sockets are open. */
  idle(most?: number): Promise<void>;
  close(): Promise<void>;
}

export const account: Account = {
  id: 'web',
  tenant: 'default',
  channel: 'webchat',
  name: 'Finestreta',
  topics: null,
  department: null,
  hours: null,
  status: { kind: 'open' },
  links: { profile: null, start: null, elsewhere: null, others: [] },
  pace: { burst: 1_000_000, perMinute: 1_000_000 },
  locale: 'ca',
  capabilities: webchatCapabilities,
};

export interface TestServerOptions {
  readonly settings?: Partial<WebchatSettings>;
  /** Another process over the same journal. */
  readonly core?: MemoryCore;
  readonly starts?: number;
  readonly posts?: number;
  readonly addressPosts?: number;
  readonly reads?: number;
  readonly addressReads?: number;
  /** Proxies whose word on the sender's address is believed. */
  readonly proxies?: number;
  readonly addressBytes?: number;
}

/** A real HTTP server on a free port with the web chat over a core in memory. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  let now = Date.now();
  const clock = () => now;
  const core = options.core ?? createMemoryCore(clock);
  const errors: unknown[] = [];
  const ignore = () => {};
  const limit = (most = 10_000) => createLocalLimit(most, 60);
  const channel = createWebchat({
    settings: { ...readWebchatSettings({}), ...options.settings },
    mainAccount: account.id,
    receive: core.receive,
    readTranscript: core.readTranscript,
    conversationId: core.conversationId,
    pubsub: core,
    files: core.files,
    limits: {
      starts: limit(options.starts),
      posts: { address: limit(options.addressPosts), conversation: limit(options.posts) },
      reads: { address: limit(options.addressReads), conversation: limit(options.reads) },
      files: { address: limit(options.addressReads), conversation: limit(options.reads) },
      addressBytes: createLocalLimit(options.addressBytes ?? 1_000_000_000, 86_400),
    },
    senderOf: senderBehind(options.proxies ?? 0),
    secret: Buffer.alloc(32, 7),
    quickExit: () => 'https://weather.example',
    proves: false,
    clock,
    log: { info: ignore, warn: ignore, error: (fields) => errors.push(fields) },
  });
  const app = express();
  if (channel.router) app.use(channel.router);
  const server = createServer(app);
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    if (!channel.upgrade?.(request, socket, head)) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const openAccount: TestServer['openAccount'] = (current, given) =>
    channel.open({ account: current, secrets: {}, settings: { ...readSiteSettings({}), ...given }, failed: () => {} });
  for (const each of [account, { ...account, id: 'biblioteca' }]) await openAccount(() => each, {});
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    domain: `${origin}/v3/directline`,
    core,
    channel,
    openAccount,
    errors,
    pass(milliseconds) {
      now += milliseconds;
    },
    dropSockets() {
      for (const socket of upgraded) socket.destroy();
    },
    async idle(most = 0) {
      while (upgraded.size > most) await Promise.race([...upgraded].map((socket) => once(socket, 'close')));
    },
    async close() {
      await channel.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
