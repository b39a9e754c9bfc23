import { randomUUID } from 'node:crypto';
import type { Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { createLocalPubSub } from '../local/pubsub.ts';
import type { RedisConnection } from './connection.ts';
import { createOutgoing } from './outgoing.ts';
import { createRounds } from './rounds.ts';
import { createSubscriptions } from './subscriptions.ts';

interface RedisPubSub extends PubSub {
  /** Sends what waits and closes; signals within this process continue. */
  close(): Promise<void>;
}

interface RedisPubSubDeps {
  /** Connection for publishing. */
  readonly outgoing: RedisConnection;
  /** Connection for subscriptions. */
  readonly incoming: RedisConnection;
  /** Topics that are valid for a moment only: missed, they are not made up for. */
  readonly isPassing: (topic: string) => boolean;
  readonly timer: Timer;
  readonly log: Log;
}

/**
 * Signals between processes: immediate within this one, through Redis for the others. After a gap (while a subscription
 * begins, while Redis is away) all local subscribers are signalled, so that they check.
 */
export function createRedisPubSub({ outgoing, incoming, isPassing, timer, log }: RedisPubSubDeps): RedisPubSub {
  const origin = randomUUID();
  const local = createLocalPubSub(log);

  const sender = createOutgoing({ connection: outgoing, origin, timer });
  const subscriptions = createSubscriptions({
    connection: incoming,
    listen: (topic, from) => {
      if (from !== origin) local.publish(topic);
    },
    begun: (topics) => {
      for (const topic of topics) if (!isPassing(topic)) local.publish(topic);
    },
  });
  const rounds = createRounds({
    topics: () => subscriptions.topics().filter((topic) => !isPassing(topic)),
    call: local.publish,
    timer,
  });
  incoming.onDown(rounds.repeat);
  incoming.onUp(() => {
    rounds.calm();
    rounds.once();
  });

  return {
    publish(topic) {
      sender.add(topic);
      local.publish(topic);
    },
    subscribe(topic, listener) {
      const end = local.subscribe(topic, listener);
      subscriptions.add(topic);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        end();
        subscriptions.remove(topic);
      };
    },
    async close() {
      rounds.close();
      await sender.close();
    },
  };
}
