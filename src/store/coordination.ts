import type { Leases } from '../core/ports/lease.ts';
import type { CreateLimit } from '../core/ports/limit.ts';
import type { Log } from '../core/ports/log.ts';
import type { Presence } from '../core/ports/presence.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { unheldTimer as timer } from '../core/util/sleep.ts';
import { createLocalLeases } from './local/leases.ts';
import { createLocalLimit } from './local/limit.ts';
import { createLocalPresence } from './local/presence.ts';
import { createLocalPubSub } from './local/pubsub.ts';

/** State that the processes of one installation share besides their store. Losing any of it loses no data. */
export interface Coordination {
  readonly pubsub: PubSub;
  readonly leases: Leases;
  readonly presence: Presence;
  readonly limit: CreateLimit;
  /** Whether this process can reach the others; a single process always can. */
  isUp(): boolean;
  /** Releases the leases, sends pending signals, and closes. Further calls have no effect. */
  close(): Promise<void>;
}

/** How long a start waits for Redis to answer, milliseconds: both may be starting at once. */
const timeoutMs = 10_000;

/** A typing indicator is valid for a moment only: a missed one is not repeated, as it may be outdated. */
const isPassing = (topic: string): boolean => topic.startsWith('typing:');

/**
 * Opens the shared state: through Redis when its URL is given, else within this process alone.
 * @throws {CodedError} `store.unreachable` when Redis did not answer within 10 s; `store.login`, `store.forbidden`,
 * `store.full` or `config.invalid` when an operator must change something first (password, permissions, memory, URL,
 * TLS)
 */
export async function openCoordination(deps: { redisUrl: string | null; log: Log }): Promise<Coordination> {
  const { redisUrl: url, log } = deps;
  if (url === null) return openLocalCoordination(log);
  // Loads the Redis client only if needed: it costs some 30 MB and a third of a second.
  const [{ openRedis }, { leaseTimes }] = await Promise.all([
    import('./redis/openRedis.ts'),
    import('./redis/leases.ts'),
  ]);
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
