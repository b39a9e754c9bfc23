import type { Leases } from '../core/ports/lease.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { createLocalLeases } from './local/leases.ts';
import { createLocalLimit, type Limit } from './local/limit.ts';
import { createLocalPresence, type Presence } from './local/presence.ts';
import { createLocalPubSub } from './local/pubsub.ts';
import { unheldTimer as timer } from './local/timers.ts';

/** What the processes of one installation share besides their store. Without any of it no data are lost. */
export interface Coordination {
  readonly pubsub: PubSub;
  readonly leases: Leases;
  readonly presence: Presence;
  /** A limit of `points` a key in `seconds`; limits of different names count apart. */
  limit(name: string, points: number, seconds: number): Limit;
  /** Whether this process is in touch with the others; one that is alone always is. */
  isUp(): boolean;
  /** Gives back the leases, says what is still to be said, and ends. Saying it again changes nothing. */
  close(): Promise<void>;
}

/** Milliseconds for which a start waits for a Redis that does not answer yet: both may be starting at once. */
const timeoutMs = 10_000;

/** That somebody writes is news for a moment only: who missed it is not told later, when it may not be true any more. */
const isPassing = (topic: string): boolean => topic.startsWith('typing:');

/**
 * Opens what processes share: through Redis when its address is given, else within this process alone.
 * @throws {CodedError} `store.unreachable` when Redis did not answer within 10 s; `store.login`, `store.forbidden`,
 * `store.full` or `config.invalid` when somebody must change something first (password, permissions, memory, address, TLS)
 */
export async function openCoordination(deps: { redisUrl: string | null; log: Log }): Promise<Coordination> {
  const { redisUrl: url, log } = deps;
  if (url === null) return openLocalCoordination(log);
  // Who needs no Redis doesn't load its client either: that costs some 30 MB and a third of a second.
  const [{ openRedis }, { leaseTimes }] = await Promise.all([import('./redis/open.ts'), import('./redis/leases.ts')]);
  return openRedis({ url, leaseTimes, timeoutMs, isPassing, timer, log });
}

function openLocalCoordination(log: Log): Coordination {
  const pubsub = createLocalPubSub(log);
  return {
    pubsub,
    leases: createLocalLeases(Date.now),
    presence: createLocalPresence({ clock: Date.now, publish: pubsub.publish }),
    limit: (_name, points, seconds) => createLocalLimit(points, seconds),
    isUp: () => true,
    close: async () => {},
  };
}
