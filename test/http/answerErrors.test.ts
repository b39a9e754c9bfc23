import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Router } from 'express';
import { CodedError } from '../../src/core/model/errors.ts';
import { type Listener, listen } from '../../src/http/listener.ts';
import { createHttpApp } from '../../src/http/server.ts';
import { createLog } from '../support/log.ts';

let listener: Listener;
let log: ReturnType<typeof createLog>;
/** A request is being read, and could not be. */
let arrived: PromiseWithResolvers<void>;
let failed: PromiseWithResolvers<void>;
beforeEach(async () => {
  log = createLog();
  arrived = Promise.withResolvers();
  failed = Promise.withResolvers();
  listener = await listen('127.0.0.1', 0, () => {});
  const router = Router();
  router.post('/read', async (request) => {
    arrived.resolve();
    try {
      for await (const _ of request);
    } finally {
      failed.resolve();
    }
  });
  router.post('/fault', () => {
    throw new Error('our fault');
  });
  router.post('/refusal', () => {
    throw new CodedError('announcement.step', 'There is a crisis: end it first.');
  });
  listener.serve(createHttpApp({ trustProxy: 0, channels: [], routers: [router], log }), []);
});
afterEach(() => listener.close(0));

async function fail(): Promise<Response> {
  return fetch(`http://127.0.0.1:${listener.port}/fault`, { method: 'POST' });
}

test('a fault of ours is in the log, and the answer says nothing of it', async () => {
  const response = await fail();
  expect([response.status, await response.json()]).toEqual([
    500,
    { error: { code: 'handler.failed', message: expect.not.stringContaining('our fault') } },
  ]);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'handler.failed' } }]);
});

test('what an announcement cannot do now is a refusal with its reason, and no fault of ours', async () => {
  const response = await fetch(`http://127.0.0.1:${listener.port}/refusal`, { method: 'POST' });
  expect([response.status, await response.json()]).toEqual([
    409,
    { error: { code: 'announcement.step', message: 'There is a crisis: end it first.' } },
  ]);
});

test('anybody who breaks off in the middle writes nothing into the log', async () => {
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  await arrived.promise;
  socket.destroy();
  await Promise.all([failed.promise, once(socket, 'close')]);
  // What comes behind it is there by now.
  await fail();
  expect(log.lines).toMatchObject([{ fields: { error: new Error('our fault') } }]);
});
