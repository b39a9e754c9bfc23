import { hostname } from 'node:os';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Leases } from '../../core/ports/lease.ts';
import type { CreateLimit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Presence } from '../../core/ports/presence.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { shownAddress } from './address.ts';
import { type ConnectionDeps, openConnection, type RedisConnection } from './connection.ts';
import { adviceOn, driverErrorOf, startError } from './driverErrors.ts';
import { createLeaseServer } from './leaseServer.ts';
import { createLeases, type LeaseTimes } from './leases.ts';
import { createRedisLimit } from './limit.ts';
import { createRedisPresence } from './presence.ts';
import { createRedisPubSub } from './pubsub.ts';
import { rehearse } from './rehearse.ts';
import { createSteadyClock } from './steadyClock.ts';

interface RedisDeps {
  readonly url: string;
  readonly leaseTimes: LeaseTimes;
  /** How long a start waits for the server to answer, milliseconds. */
  readonly timeoutMs: number;
  readonly isPassing: (topic: string) => boolean;
  readonly timer: Timer;
  readonly log: Log;
}

export interface Redis {
  readonly pubsub: PubSub;
  readonly leases: Leases;
  readonly presence: Presence;
  readonly limit: CreateLimit;
  /** Whether both connections are up. */
  isUp(): boolean;
  /** Releases the leases, sends pending signals, and closes. */
  close(): Promise<void>;
}

/**
 * Opens the shared state of several processes: one connection for commands and one for subscriptions.
 * @throws {CodedError} `store.unreachable` when nobody answers in time, `store.login`, `store.forbidden`, `store.full`
 * or `config.invalid` when an operator must change something first
 */
export async function openRedis(deps: RedisDeps): Promise<Redis> {
  const { url, log, timer, timeoutMs } = deps;
  const common: Omit<ConnectionDeps, 'name'> = {
    url,
    address: shownAddress(url),
    timeoutMs,
    clock: () => performance.now(),
    timer,
    random: Math.random,
    log,
  };
  const outgoing = await openConnection({ ...common, name: 'finestreta-commands' });
  let incoming: RedisConnection;
  try {
    incoming = await openConnection({ ...common, name: 'finestreta-subscriptions' });
  } catch (error) {
    outgoing.close();
    throw error;
  }
  try {
    await rehearseUntilReady(outgoing, incoming, common);
  } catch (error) {
    outgoing.close();
    incoming.close();
    throw startError(error, common.address);
  }

  const pubsub = createRedisPubSub({ outgoing, incoming, isPassing: deps.isPassing, timer, log });
  const leases = createLeases({
    server: createLeaseServer(outgoing, `${hostname()}:${process.pid}`),
    times: deps.leaseTimes,
    clock: createSteadyClock(() => performance.now(), Date.now),
    timer,
    log,
  });
  log.info({ address: common.address }, 'shared state is in Redis');

  return {
    pubsub,
    leases,
    presence: createRedisPresence(outgoing, pubsub.publish),
    limit: (name, points, seconds) => createRedisLimit(outgoing, name, points, seconds),
    isUp: () => outgoing.isUp() && incoming.isUp(),
    async close() {
      await leases.releaseAll();
      await pubsub.close();
      outgoing.close();
      incoming.close();
    },
  };
}

/** Waits for a server that is loading its data from disk, or is restarting. */
async function rehearseUntilReady(
  outgoing: RedisConnection,
  incoming: RedisConnection,
  { clock, timer, timeoutMs }: { clock: Clock; timer: Timer; timeoutMs: number },
): Promise<void> {
  const began = clock();
  for (;;) {
    try {
      return await rehearse(outgoing.client, incoming.client);
    } catch (error) {
      if (adviceOn(driverErrorOf(error)) !== null || clock() - began > timeoutMs) throw error;
      await new Promise<void>((resolve) => timer(250, resolve));
    }
  }
}
