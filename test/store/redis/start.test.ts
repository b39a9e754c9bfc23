import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { CodedError } from '../../../src/core/model/errors.ts';
import { openCoordination } from '../../../src/store/coordination.ts';
import { openRedis } from '../../../src/store/redis/openRedis.ts';
import { until } from '../../contract/coordination/until.ts';
import { createLog } from '../../support/log.ts';
import { askServer, describeWithRedis, openProcess, quickLeases, type Server, startServer, timer } from './server.ts';

const secret = 'correct-horse';

/** How an opening failed, having proved that neither the error nor the log shows the password. */
async function failureOf(url: string, timeoutMs = 5_000): Promise<CodedError> {
  const log = createLog();
  const deps = { url, leaseTimes: quickLeases, timeoutMs, isPassing: () => false, timer, log };
  const failure = await openRedis(deps).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof CodedError)) throw new Error('it did not fail with a code', { cause: failure });
  expect(inspect([failure, log.lines], { depth: 9, showHidden: true })).not.toContain(secret);
  return failure;
}

describe('an address that is none', () => {
  test.each([
    ['http://localhost:6379'],
    ['localhost:6379'],
    ['redis://'],
    ['redis:///3'],
    [`redis://user:${secret}#1@host`],
    [`redis://user:${secret}%zz@host`],
    ['redis://host/name'],
    ['redis://host:port'],
    ['unix://relative'],
    [`unix://user:${secret}@`],
    ['nonsense'],
  ])('%s is refused before anything is tried', async (url) => {
    const failure = await failureOf(url);
    expect(failure.code).toBe('config.invalid');
    expect(failure.message).toContain('REDIS_URL');
  });

  test('and so it is where the service opens it', async () => {
    const opening = openCoordination({ redisUrl: 'redis://', log: createLog() });
    await expect(opening).rejects.toMatchObject({ code: 'config.invalid' });
  });
});

describe('an address where nobody answers', () => {
  const open: (() => void)[] = [];
  afterEach(() => {
    for (const close of open.splice(0)) close();
  });

  /** A server that is no Redis; resolves to its port. */
  const listen = (greet: (socket: Socket) => void) =>
    new Promise<number>((resolve) => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => {});
        greet(socket);
      }).listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
      open.push(() => {
        for (const socket of sockets) socket.destroy();
        server.close();
      });
    });

  test('ends the start when the time to wait is over, and says where it looked', async () => {
    const failure = await failureOf(`redis://user:${secret}@127.0.0.1:1`, 300);
    expect(failure.code).toBe('store.unreachable');
    expect(failure.message).toContain('redis://127.0.0.1:1');
    expect(failure.message).toContain('ECONNREFUSED');
  });

  test('anybody who is there and is no Redis is given up when the time to wait is over', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const failure = await failureOf(`redis://:${secret}@127.0.0.1:${port}`, 300);
    expect(failure.code).toBe('store.unreachable');
  });

  test('TLS spoken to whom does not speak it says so', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.write('-ERR unknown command\r\n')));
    const failure = await failureOf(`rediss://:${secret}@127.0.0.1:${port}`, 300);
    expect(failure.code).toBe('config.invalid');
    expect(failure.message).toContain('redis:// instead of rediss://');
  });
});

describeWithRedis('a server that', () => {
  let server: Server | null = null;
  afterEach(async () => {
    await server?.stop();
    server = null;
  });
  const as = (login: string, path: string) => `redis://${login}127.0.0.1:${server?.port}${path}`;

  test('wants a password says so for a wrong one and for none, at once', async () => {
    server = await startServer('--requirepass', 'another');
    const wrong = await failureOf(as(`:${secret}@`, ''), 60_000);
    expect(wrong.code).toBe('store.login');
    expect(wrong.message).toContain('refused the user name or the password');
    const none = await failureOf(as('', ''), 60_000);
    expect(none.code).toBe('store.login');
    expect(none.message).toContain('wants a password');
    const right = await openProcess(as(':another@', '/2'), createLog());
    await right.close();
  });

  test('gives our user too little says so at once; what the docs ask for is enough', async () => {
    server = await startServer();
    const rules = '~finestreta:* &finestreta:* +@read +@write +@pubsub +@scripting +@connection +time -@dangerous';
    const addUser = (name: string, ...tokens: readonly string[]) =>
      askServer(as('', ''), 'ACL', 'SETUSER', name, 'on', `>${secret}`, ...tokens);
    await addUser('enough', ...rules.split(' '));
    await addUser('elsewhere', ...rules.replaceAll('finestreta', 'other').split(' '));
    await addUser('reads', ...rules.replace('+@write', '').split(' '));
    await addUser('deaf', ...rules.replace('&finestreta:*', '').split(' '));
    await addUser('unscripted', ...rules.replace('+@scripting', '').split(' '));

    for (const name of ['elsewhere', 'reads', 'deaf', 'unscripted']) {
      const failure = await failureOf(as(`${name}:${secret}@`, ''), 60_000);
      expect(failure.code).toBe('store.forbidden');
      expect(failure.message).toContain('docs/redis.md');
    }
    const enough = await openProcess(as(`enough:${secret}@`, ''), createLog());
    expect((await enough.limit('docs', 1, 60).allow('ana')).ok).toBe(true);
    expect((await enough.limit('docs', 1, 60).allow('ana')).ok).toBe(false);
    await enough.presence.note('place', 'ana', 'here', 60_000);
    expect((await enough.presence.list('place')).here).toEqual(['ana']);
    await enough.close();
  });

  test.each([
    ['is a replica', ['--replicaof', '127.0.0.1 1'], '', 'store.forbidden', 'replica'],
    ['has no such database', [], '/99', 'config.invalid', 'database number'],
    [
      'has no memory left',
      ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'],
      '',
      'store.full',
      'memory is full',
    ],
  ])('%s says so at once', async (_, settings, path, code, tokens) => {
    server = await startServer(...settings);
    const failure = await failureOf(as('', path), 60_000);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(tokens);
  });

  test('starts a little later is waited for', async () => {
    server = await startServer();
    await server.kill();
    const log = createLog();
    const opening = openProcess(server.url, log);
    await server.restart();
    const redis = await opening;
    expect(redis.isUp()).toBe(true);
    await redis.close();
  });

  test('changes its password meanwhile is tried again, and the log says what to do, without the password', async () => {
    server = await startServer('--requirepass', secret);
    const log = createLog();
    const redis = await openProcess(as(`:${secret}@`, ''), log);
    await askServer(as(`:${secret}@`, ''), 'CONFIG', 'SET', 'requirepass', 'another');
    await askServer(as(':another@', ''), 'CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await until(() => log.lines.some(({ message }) => message.includes('refused the user name')));
    expect(inspect(log.lines, { depth: 9 })).not.toContain(secret);
    await askServer(as(':another@', ''), 'CONFIG', 'SET', 'requirepass', secret);
    await until(() => redis.isUp());
    await redis.close();
  });
});
