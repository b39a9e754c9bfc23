import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { openRelay, type Relay } from '../../../bench/support/chaos/relay.ts';
import { clear } from '../../../bench/support/chaos/wire.ts';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server that says its name to everybody and repeats what it hears. */
async function echo(name: string): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write(`${name}:`);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function relayTo(targets: () => readonly number[]): Promise<Relay> {
  const relay = await openRelay(targets);
  ends.push(() => relay.close());
  return relay;
}

/** Connects, says something, and resolves to all that came back until the end. */
async function ask(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(text);
  let received = '';
  for await (const piece of socket) received += piece;
  return received;
}

test('everything passes both ways, and ends where it ended', async () => {
  const port = await echo('one');
  const relay = await relayTo(() => [port]);
  const large = 'x'.repeat(3_000_000);
  expect(await ask(relay.port, large)).toBe(`one:${large}`);
  expect(relay.wires()).toEqual([]);
});

test('a target that does not listen is passed over', async () => {
  const [gone, port] = [await echo('gone'), await echo('there')];
  await ends.shift()?.();
  const relay = await relayTo(() => [gone, port]);
  expect(await ask(relay.port, 'hello')).toBe('there:hello');
});

test('slow and narrow networks lose nothing', async () => {
  const port = await echo('one');
  const relay = await relayTo(() => [port]);
  relay.weather = { latency: 2, bytesPerSecond: 50_000_000 };
  const large = 'x'.repeat(500_000);
  expect(await ask(relay.port, large)).toBe(`one:${large}`);
  relay.weather = clear;
});

test('what is held goes on its way when it is released, in order', async () => {
  const port = await echo('one');
  const relay = await relayTo(() => [port]);
  const socket = connect(relay.port, '127.0.0.1');
  ends.push(() => void socket.destroy());
  await once(socket, 'data');
  for (const wire of relay.wires()) wire.hold();
  let received = '';
  socket.on('data', (piece) => {
    received += piece;
  });
  socket.write('a');
  socket.write('b');
  // Another connection is not held, and its whole talk takes place meanwhile.
  expect(await ask(relay.port, 'c')).toBe('one:c');
  expect(received).toBe('');
  for (const wire of relay.wires()) wire.release();
  socket.end('d');
  await once(socket, 'end');
  expect(received).toBe('abd');
});

test('what is cut breaks on both sides, and a closed network lets nobody in', async () => {
  const port = await echo('one');
  const relay = await relayTo(() => [port]);
  const socket = connect(relay.port, '127.0.0.1');
  await once(socket, 'data');
  for (const wire of relay.wires()) wire.cut();
  await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
  relay.open = false;
  await expect(ask(relay.port, 'hello')).rejects.toMatchObject({ code: 'ECONNRESET' });
  relay.open = true;
  expect(await ask(relay.port, 'hello')).toBe('one:hello');
});
