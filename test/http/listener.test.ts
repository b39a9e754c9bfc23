import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Listener, listen } from '../../src/http/listener.ts';

let listener: Listener;
let agent: Agent;
beforeEach(async () => {
  listener = await listen('127.0.0.1', 0);
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
  await expect(listen('127.0.0.1', listener.port)).rejects.toMatchObject({
    code: 'port.unusable',
    message: expect.stringContaining('it is in use'),
  });
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
