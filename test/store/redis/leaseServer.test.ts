import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConnection, type RedisConnection } from '../../../src/store/redis/connection.ts';
import { createLeaseServer, type LeaseServer } from '../../../src/store/redis/leaseServer.ts';
import { leaseKey } from '../../../src/store/redis/redisNames.ts';
import { fresh } from '../../contract/coordination/fixture.ts';
import { until } from '../../contract/coordination/until.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createLog } from '../../support/log.ts';
import { leaseServerContract } from './leaseServerContract.ts';
import { createLeaseServerTwin } from './leaseServerTwin.ts';
import { describeWithRedis, timer, useServer } from './server.ts';

describe('the stand-in', () => {
  const clock = createClock(testDay);
  const server = createLeaseServerTwin(clock.now);
  leaseServerContract(() => ({
    server,
    pass: async (milliseconds) => clock.advance(milliseconds),
    forget: async () => server.forget(),
  }));
});

describeWithRedis('Redis', () => {
  const running = useServer();
  let connection: RedisConnection;
  let server: LeaseServer;
  beforeAll(async () => {
    const { url } = running();
    const deps = { url, address: url, name: 'test', timeoutMs: 5_000, clock: Date.now, timer, random: Math.random };
    connection = await openConnection({ ...deps, log: createLog() });
    server = createLeaseServer(connection, 'machine:1');
  });
  afterAll(() => connection.close());

  const serverTime = async (): Promise<number> => {
    const [seconds = 0, micros = 0] = (await connection.client.sendCommand<string[]>(['TIME'])).map(Number);
    return seconds * 1_000 + micros / 1_000;
  };

  leaseServerContract(() => ({
    server,
    async pass(milliseconds) {
      const then = (await serverTime()) + milliseconds;
      await until(async () => (await serverTime()) > then);
    },
    async forget() {
      await connection.client.flushAll();
    },
  }));

  test('keeps what an operator may want to see, and says who holds it', async () => {
    const name = fresh();
    await connection.client.hSet(leaseKey(name), { token: '7', until: '0', holder: '' });
    const token = await server.grant(name, 60_000);
    const record = await connection.client.hGetAll(leaseKey(name));
    expect(record).toEqual({ token: String(token), until: expect.stringMatching(/^\d{13}$/), holder: 'machine:1' });
    expect(await connection.client.pTTL(leaseKey(name))).toBe(-1);
  });

  test('whose clock was set back makes nobody wait longer than a term', async () => {
    const name = fresh();
    const future = (await serverTime()) + 3_600_000;
    await connection.client.hSet(leaseKey(name), {
      token: future.toFixed(),
      until: (future + 5_000).toFixed(),
      holder: '',
    });
    expect(await server.grant(name, 50)).toBeNull();
    const token = await until(() => server.grant(name, 50));
    expect(token).toBeGreaterThan(future);
  });
});
