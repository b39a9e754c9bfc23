import { afterAll, beforeAll, describe } from '@jest/globals';
import { createClient } from 'redis';
import { findRedis, redisServer } from '../../../scripts/redis.mjs';
import type { Timer } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { LeaseTimes } from '../../../src/store/redis/leases.ts';
import { openRedis, type Redis } from '../../../src/store/redis/openRedis.ts';

const path = findRedis();

/** Tests that need a Redis server; where there is none they are skipped (under CI=true finding none is an error). */
export const describeWithRedis = path === null ? describe.skip : describe;

export type Server = Awaited<ReturnType<typeof redisServer>>;

export const startServer = (...settings: readonly string[]): Promise<Server> =>
  redisServer({ path: path ?? 'redis-server', settings });

/** A server of its own for the tests of one `describe`. */
export function useServer(...settings: readonly string[]): () => Server {
  let server: Server | null = null;
  beforeAll(async () => {
    server = await startServer(...settings);
  });
  afterAll(() => server?.stop());
  return () => {
    if (server === null) throw new Error('the server has not started yet');
    return server;
  };
}

export const timer: Timer = (milliseconds, callback) => {
  const handle = setTimeout(callback, milliseconds);
  return () => clearTimeout(handle);
};

/** Short terms, and still long enough for a busy machine. */
export const quickLeases: LeaseTimes = { ttl: 1_500, renewIntervalMs: 150, margin: 300 };

/** What one process opens. */
export const openProcess = (url: string, log: Log): Promise<Redis> =>
  openRedis({
    url,
    leaseTimes: quickLeases,
    timeoutMs: 5_000,
    isPassing: (topic) => topic.startsWith('typing:'),
    timer,
    log,
  });

/** Asks the server something, as an operator would. */
export async function askServer<T>(url: string, ...tokens: readonly string[]): Promise<T> {
  const client = await createClient({ url }).connect();
  try {
    return await client.sendCommand<T>([...tokens]);
  } finally {
    client.destroy();
  }
}
