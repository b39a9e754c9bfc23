import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Kind } from '../../bench/support/fuzz/cases.ts';
import { runFuzz } from '../../bench/support/fuzz/runFuzz.ts';
import { createWire } from '../../bench/support/fuzz/wire.ts';

/** The short form of `npm run bench:fuzz`. A case that fails here is the same there with this BENCH_SEED. */
const seed = 20_261_126;

test(`nothing that strangers send ends the service or makes it fail (seed ${seed})`, async () => {
  const { faults, answers } = await runFuzz({ requests: 2_500, parallel: 8, seed, env: {}, progress: () => {} });
  expect(faults).toEqual([]);
  // Handlers were reached, and not only refusals.
  const reached = (kind: Kind, statuses: readonly string[]) =>
    statuses.filter((status) => (answers.get(kind)?.get(status) ?? 0) === 0);
  expect(reached('routes', ['200', '201', '204', '303', '400', '401', '403', '404', '413'])).toEqual([]);
  expect(reached('uploads', ['200', '400', '415'])).toEqual([]);
  expect(reached('upgrades and frames', ['101', '403', '404'])).toEqual([]);
  expect(reached('odd lines', ['200', '400', '404'])).toEqual([]);
});

test('a connection that the service closed between two requests is not mistaken for a service that hangs', async () => {
  const opened: Socket[] = [];
  const server = createServer((socket) => {
    opened.push(socket);
    socket.on('error', () => {});
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire = createWire((server.address() as AddressInfo).port);
  const bytes = Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const ask = () => wire.send({ bytes, isHead: false, isWhole: true, keeps: true });
  expect((await ask()).status).toBe(200);
  const [first] = opened;
  const gone = once(first as Socket, 'close');
  first?.destroy();
  await gone;
  const second = await ask();
  expect([second.status, second.late, opened.length]).toEqual([200, false, 2]);
  wire.close();
  server.close();
});
