import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Api, openApi } from '../../../adapters/telegram/api.ts';
import { until } from '../../contract/coordination/until.ts';

const page = '<html>'.repeat(100_000);
let server: Server;
let api: Api;

/** A gateway that has no answer, and says so at length. */
beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    if (request.url?.endsWith('/getMe')) response.writeHead(502).end(page);
    else if (request.url?.startsWith('/file/')) response.writeHead(502).end(page);
  });
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  api = await openApi('1:t', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const connections = () =>
  new Promise<number>((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
const { signal } = new AbortController();

test('answers that fail leave no connections behind, however long they are', async () => {
  for (let call = 0; call < 20; call++) {
    await expect(api.call('getMe', {}, signal)).rejects.toMatchObject({ status: 502 });
    await expect(api.download('a', 10, signal)).rejects.toMatchObject({ status: 502 });
  }
  await until(async () => (await connections()) <= 2);
});

test('a call ends with its signal', async () => {
  const ending = new AbortController();
  const call = api.call('getUpdates', { timeout: 50 }, ending.signal);
  await once(server, 'request');
  ending.abort();
  await expect(call).rejects.toMatchObject({ name: 'CallFailure', status: null });
  await expect(api.call('getUpdates', { timeout: 50 }, ending.signal)).rejects.toMatchObject({ status: null });
});

test('a server that is not there is named by what the network says', async () => {
  const nowhere = await openApi('1:t', 'http://127.0.0.1:9');
  await expect(nowhere.call('getMe', {}, signal)).rejects.toThrow('ECONNREFUSED');
});
