import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { makeCommit } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { pause } from '../../support/pause.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

// A closed socket tells so only a moment later, and a restart of the server closes all of them at once: what the driver
// writes in between is lost without an error.
describeWith(server?.isSingle ? server : null)('a connection that was closed and has not told yet', () => {
  const sockets = new Set<Socket>();
  const ends: (() => Promise<void>)[] = [];
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  beforeEach(() => subscribe('net.client.socket', note));
  afterEach(async () => {
    unsubscribe('net.client.socket', note);
    for (const end of ends.splice(0)) await end();
  });

  async function open() {
    const uri = server ? freshDatabase(server) : '';
    const store = await openMongoStore({
      uri: `${uri}${uri.includes('?') ? '&' : '?'}heartbeatFrequencyMS=500&serverSelectionTimeoutMS=5000`,
      log: createLog(),
    });
    ends.push(store.close);
    return store;
  }

  test('refuses what is read over it, or reads it over another one', async () => {
    const store = await open();
    await store.journal.append(makeCommit('ana', 1, {}));
    for (let round = 0; round < 6; round++) {
      for (const socket of sockets) socket.destroy();
      const answers = await Promise.allSettled([store.journal.read('ana', 0, 1), store.outbox.nextDue()]);
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'store.busy' });
      }
    }
    expect(await store.journal.read('ana', 0, 1)).toHaveLength(1);
  });

  test('is noticed by the watch over the server, which goes on', async () => {
    const store = await open();
    await store.journal.append(makeCommit('ana', 1, {}));
    const before = [...sockets];
    for (const socket of before) {
      const write = socket.write;
      socket.write = ((...tokens: Parameters<typeof write>) => {
        socket.destroy();
        return write.apply(socket, tokens);
      }) as typeof write;
    }
    // Until each of them, that of the watch too, was written to and so destroyed.
    while (!before.every(({ destroyed }) => destroyed)) {
      await store.journal.read('ana', 0, 1).catch((error) => expect(error).toMatchObject({ code: 'store.busy' }));
      await pause();
    }
    for (let round = 0; round < 3; round++) {
      const found = await store.journal.read('ana', 0, 1).catch(() => null);
      if (found !== null) return expect(found).toHaveLength(1);
    }
    throw new Error('it does not come back');
  });
});
