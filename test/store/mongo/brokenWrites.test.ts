import { once } from 'node:events';
import { type AddressInfo, connect as connectTo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { createLog } from '../../support/log.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

/** Longer than a connection takes at once. */
const large = Buffer.alloc(7_000_000, 1);

/** What a network does with the next large piece of a write. */
type Mood = 'pass' | 'swallow' | 'break';

/** A network before the server that a URI names, which can lose what is being written. */
async function badNetwork(uri: string) {
  const [, host = '', port] = /^mongodb:\/\/(?:[^@/]*@)?([^:,/]+):(\d+)\//.exec(uri) ?? [];
  const sockets = new Set<Socket>();
  let mood: Mood = 'pass';
  const proxy = createServer((near) => {
    const far = connectTo(Number(port), host);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
    }
    far.pipe(near);
    near.on('data', (piece: Buffer) => {
      if (piece.length < 10_000 || mood === 'pass') far.write(piece);
      else if (mood === 'swallow') near.pause();
      else near.resetAndDestroy();
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    uri: uri.replace(`${host}:${port}`, `127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    is(next: Mood) {
      mood = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}

/** Does it again as long as the store asks for it: on a busy machine, the second of waiting here is soon over. */
async function untilNotBusy<T>(handleCommand: () => Promise<T>, attempts = 20): Promise<T> {
  try {
    return await handleCommand();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'store.busy' || attempts === 0) throw error;
    return untilNotBusy(handleCommand, attempts - 1);
  }
}

describeWith(server?.isSingle ? server : null)('a large write whose connection fails', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function openBehindNetwork() {
    const network = await badNetwork(server ? freshDatabase(server) : '');
    const waits = 'directConnection=true&socketTimeoutMS=1000&serverSelectionTimeoutMS=5000';
    const uri = `${network.uri}${network.uri.includes('?') ? '&' : '?'}${waits}`;
    const store = await untilNotBusy(() => openMongoStore({ uri, log: createLog() }));
    ends.push(async () => {
      network.close();
      await store.close();
    });
    return { network, store };
  }

  test.each(['swallow', 'break'] as const)('is refused with store.busy when the network does "%s"', async (mood) => {
    const { network, store } = await openBehindNetwork();
    network.is(mood);
    await expect(store.blobs.put('ana', 'photo', large, 'k')).rejects.toMatchObject({ code: 'store.busy' });
    network.is('pass');
    await untilNotBusy(() => store.blobs.put('ana', 'photo', large, 'k'));
    expect((await store.blobs.get('ana', 'photo'))?.sealed.length).toBe(large.length);
  });

  test('holds up neither later writes nor the end', async () => {
    const { network, store } = await openBehindNetwork();
    network.is('swallow');
    const lost = store.blobs.put('ana', 'photo', large, 'k').catch(({ code }) => code);
    await untilNotBusy(() => store.blobs.put('ben', 'small', Buffer.alloc(10), 'k'));
    await store.close();
    expect(await lost).toBe('store.busy');
  });
});
