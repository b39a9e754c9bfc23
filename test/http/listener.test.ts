import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { noteRefusal } from '../../src/core/util/refusal.ts';
import { type Answered, type Listener, listen } from '../../src/http/listener.ts';
import { until } from '../support/until.ts';

let listener: Listener;
let agent: Agent;
let faults: unknown[];
let answers: Answered[];
const failed = (error: unknown) => void faults.push(error);
beforeEach(async () => {
  faults = [];
  answers = [];
  listener = await listen('127.0.0.1', 0, failed, (each) => answers.push(each));
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  await listener.close(0);
});

/** Asks over the one connection that is kept. */
async function ask(path: string): Promise<IncomingMessage> {
  const request = get({ port: listener.port, host: '127.0.0.1', path, agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

const answer: RequestListener = (_, response) => response.end('well');
const refusal = async () => {
  const socket = connect(listener.port, '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
};

test('says that it is starting until it is given what to serve', async () => {
  expect((await ask('/anything')).statusCode).toBe(503);
  expect((await ask('/healthz')).statusCode).toBe(200);
  listener.serve(answer, []);
  expect((await ask('/anything')).statusCode).toBe(200);
});

test('a port that is taken is told with its own code', async () => {
  await expect(listen('127.0.0.1', listener.port, failed)).rejects.toMatchObject({
    code: 'port.unusable',
    message: expect.stringContaining('it is in use'),
  });
});

/** Sends bytes as they stand, and resolves with all that comes back until the connection is closed. */
async function sendBytes(bytes: string): Promise<string> {
  const socket = connect(listener.port, '127.0.0.1');
  const chunks: string[] = [];
  socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  // A connection that is cut in the middle is an answer, too.
  socket.on('error', () => {});
  socket.write(bytes);
  await once(socket, 'close');
  return chunks.join('');
}

test.each([
  ['no HTTP at all', '\x16\x03\x01 hello\r\n\r\n', 400, 'input.invalid'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    400,
    'input.invalid',
  ],
  ['too many headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, 431, 'input.too-large'],
])('%s is answered with a code and what to do', async (_, bytes, status, code) => {
  listener.serve(answer, []);
  const [head = '', body = ''] = (await sendBytes(bytes)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(JSON.parse(body)).toEqual({ error: { code, message: expect.stringMatching(/\w{4,}/) } });
});

test('a client that is refused while it sends gets the answer, and its connection is closed once it has finished', async () => {
  listener.serve(answer, []);
  const socket = connect(listener.port, '127.0.0.1');
  const cut: unknown[] = [];
  socket.on('error', (error) => cut.push(error));
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nX: \x0c\r\nContent-Length: 16777216\r\n\r\n');
  await until(() => answers.length === 1);
  // More than the system takes over for a connection that is closed.
  const sent = await new Promise((resolve) =>
    socket.write(Buffer.alloc(16_777_216), (error) => resolve(error ?? null)),
  );
  expect([sent, cut]).toEqual([null, []]);
  socket.end();
  expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 400 [\s\S]*input\.invalid/);
  expect(answers).toEqual([{ path: '/', status: 400, code: 'input.invalid' }]);
});

describe('an upgrade', () => {
  const send = (target: string, headers: readonly string[]) =>
    sendBytes([`GET ${target} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n'));
  const webSocket = ['Connection: Upgrade', 'Upgrade: WebSocket'];

  test('whose handler throws ends its own connection and nothing else', async () => {
    listener.serve(answer, [
      () => {
        throw new Error('not an address');
      },
    ]);
    expect(await send('//', webSocket)).toBe('');
    expect(faults).toEqual([new Error('not an address')]);
    expect((await ask('/')).statusCode).toBe(200);
  });

  test('that nobody takes is answered, and its connection ended', async () => {
    expect(await send('/anything', webSocket)).toMatch(/^HTTP\/1\.1 503 [\s\S]*Retry-After: 1/);
    listener.serve(answer, [() => false]);
    expect(await send('/anything', webSocket)).toMatch(/^HTTP\/1\.1 404 [\s\S]*route\.unknown/);
    expect(faults).toEqual([]);
    expect(answers).toEqual([
      { path: '/anything', status: 503, code: 'store.busy' },
      { path: '/anything', status: 404, code: 'route.unknown' },
    ]);
  });

  test('to another protocol is answered as if it had not been asked for', async () => {
    listener.serve(answer, [() => false]);
    expect(await send('/', ['Connection: Upgrade, close', 'Upgrade: h2c'])).toMatch(/^HTTP\/1\.1 200 [\s\S]*well$/);
  });

  test('whose connection breaks off while it is refused ends nothing', async () => {
    listener.serve(answer, [
      (_, socket) => {
        socket.destroy(new Error('broken'));
        return true;
      },
    ]);
    await send('/', webSocket);
    expect((await ask('/')).statusCode).toBe(200);
  });
});

test('a request whose handler throws ends its own connection and nothing else', async () => {
  listener.serve(() => {
    throw new Error('no answer');
  }, []);
  await expect(ask('/')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(faults).toEqual([new Error('no answer')]);
  listener.serve(answer, []);
  expect((await ask('/')).statusCode).toBe(200);
  await until(() => answers.length === 2);
  expect(answers).toEqual([
    { path: '/', status: 500, code: 'handler.failed' },
    { path: '/', status: 200, code: null },
  ]);
});

test('tells of each answer with the path that was asked for, and of none to anybody who left before', async () => {
  const app = express();
  app.use('/below', (request, response) => {
    request.url = '/rewritten';
    noteRefusal(response, 429, 'rate.limited');
    response.status(429).end();
  });
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  app.get('/slow', (_, response) => {
    response.once('close', left.resolve);
    asked.resolve();
  });
  listener.serve(app, []);
  const socket = connect(listener.port, '127.0.0.1');
  socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  await asked.promise;
  socket.destroy();
  await left.promise;
  await ask('/below/this?t=secret');
  await until(() => answers.length > 0);
  expect(answers).toEqual([{ path: '/below/this', status: 429, code: 'rate.limited' }]);
});

describe('draining', () => {
  test('takes nobody new, and ends kept connections that nobody uses', async () => {
    listener.serve(answer, []);
    expect((await ask('/')).headers.connection).toBe('keep-alive');
    await listener.drain(60_000);
    expect(await refusal()).toBe('ECONNREFUSED');
  });

  test('answers what is under way, and says that the connection ends with it', async () => {
    const waiting: (() => void)[] = [];
    const arrived = new Promise<void>((resolve) => {
      listener.serve((_, response) => {
        waiting.push(() => response.end('well'));
        resolve();
      }, []);
    });
    const asked = ask('/');
    await arrived;
    const drained = listener.drain(60_000);
    expect(await refusal()).toBe('ECONNREFUSED');
    for (const respond of waiting) respond();
    const { statusCode, headers } = await asked;
    expect([statusCode, headers.connection]).toEqual([200, 'close']);
    await drained;
  });

  test('does not wait for WebSockets, and closing cuts them', async () => {
    listener.serve(answer, [
      (_, socket) => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
        return true;
      },
    ]);
    const client = connect(listener.port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await once(client, 'data');
    await listener.drain(60_000);
    expect(client.readyState).toBe('open');
    const ended = once(client, 'close');
    client.resume();
    await listener.close(0);
    await ended;
  });

  test('waits no longer than it is told, and closing cuts what is left', async () => {
    const arrived = new Promise<void>((resolve) => listener.serve(() => resolve(), []));
    const unanswered = ask('/').catch((error: unknown) => error);
    await arrived;
    await listener.drain(1);
    await listener.close(0);
    expect(await unanswered).toMatchObject({ code: 'ECONNRESET' });
  });
});
