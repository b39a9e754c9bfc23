import { expect, test } from '@jest/globals';
import type { LeaseServer } from '../../../src/store/redis/leaseServer.ts';
import { createLeases, leaseTimes } from '../../../src/store/redis/leases.ts';
import { createLog } from '../../support/log.ts';
import { createLeaseServerTwin } from './leaseServerTwin.ts';
import { createWorld, type World } from './world.ts';

/** A process with a server that answers as `through` lets it, in a world where a name is free. */
async function setUp(through: (server: LeaseServer, world: World) => LeaseServer) {
  const world = createWorld();
  const twin = createLeaseServerTwin(world.now);
  await twin.grant('poll', 1);
  await world.pass(1, () => {});
  const log = createLog();
  const server = through(twin, world);
  const leases = createLeases({ server, times: leaseTimes, clock: world.now, timer: world.timer, log });
  return { world, twin, leases, log, pass: (milliseconds: number) => world.pass(milliseconds, () => {}) };
}

test('a renewal that is refused ends the lease there and then, and the log says so', async () => {
  const { twin, leases, pass, log } = await setUp((server) => server);
  const lease = await leases.acquire('poll');
  await pass(10_500);
  expect(lease?.held()).toBe(true);
  twin.forget();
  await pass(leaseTimes.renewIntervalMs);
  expect(lease?.held()).toBe(false);
  expect(lease?.lost.aborted).toBe(true);
  expect(log.lines).toMatchObject([{ level: 'warn', fields: { lease: 'poll', token: lease?.token, why: 'refused' } }]);
});

test('a server that does not answer costs the lease a margin before its term is over', async () => {
  let answers = true;
  const { leases, pass, log } = await setUp((server) => ({
    ...server,
    renew: (...tokens) => (answers ? server.renew(...tokens) : Promise.reject(new Error('away'))),
  }));
  const lease = await leases.acquire('poll');
  answers = false;
  await pass(leaseTimes.ttl - leaseTimes.margin - 1);
  expect(lease?.held()).toBe(true);
  expect(lease?.lost.aborted).toBe(false);
  await pass(1);
  expect(lease?.held()).toBe(false);
  expect(lease?.lost.aborted).toBe(true);
  expect(log.lines).toMatchObject([{ fields: { why: 'expired' } }]);
});

test('a server that is back in time costs nothing', async () => {
  let answers = false;
  const { leases, pass } = await setUp((server) => ({
    ...server,
    renew: (...tokens) => (answers ? server.renew(...tokens) : Promise.reject(new Error('away'))),
  }));
  const lease = await leases.acquire('poll');
  await pass(3_500);
  answers = true;
  await pass(20_000);
  expect(lease?.held()).toBe(true);
});

test('a grant that arrives when its term is nearly over is given back', async () => {
  const { twin, leases, pass } = await setUp((server, world) => ({
    ...server,
    grant: async (...tokens) => {
      const token = await server.grant(...tokens);
      await world.wait(leaseTimes.ttl - leaseTimes.margin);
      return token;
    },
  }));
  const asking = leases.acquire('poll');
  await pass(leaseTimes.ttl - leaseTimes.margin);
  expect(await asking).toBeNull();
  expect(await twin.grant('poll', leaseTimes.ttl)).not.toBeNull();
});

test('what is released is not renewed any more, not even by a renewal that is on its way', async () => {
  let renewals = 0;
  const { leases, pass } = await setUp((server, world) => ({
    ...server,
    renew: async (...tokens) => {
      renewals += 1;
      await world.wait(200);
      return server.renew(...tokens);
    },
  }));
  const lease = await leases.acquire('poll');
  await pass(leaseTimes.renewIntervalMs + 100);
  await lease?.release();
  await pass(60_000);
  expect(renewals).toBe(1);
  expect(lease?.lost.aborted).toBe(false);
});

test('all that is held can be given back at once', async () => {
  const { twin, leases } = await setUp((server) => server);
  const lease = await leases.acquire('poll');
  await leases.releaseAll();
  expect(lease?.held()).toBe(false);
  expect(await twin.grant('poll', leaseTimes.ttl)).not.toBeNull();
});
