import { randomUUID } from 'node:crypto';
import type { Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { createLocalPubSub } from '../local/pubsub.ts';
import type { Connection } from './connection.ts';
import { createOutgoing } from './outgoing.ts';
import { createRounds } from './rounds.ts';
import { createSubscriptions } from './subscriptions.ts';

export interface RedisPubSub extends PubSub {
  /** Sends what waits and ends; calls within this process go on. */
  close(): Promise<void>;
}

export interface RedisPubSubDeps {
  /** Carries what this process says. */
  readonly outgoing: Connection;
  /** Carries what it hears. */
  readonly incoming: Connection;
  /** Topics that say something at this moment and nothing a moment later: missed, they are not made up for. */
  readonly isPassing: (topic: string) => boolean;
  readonly timer: Timer;
  readonly log: Log;
}

/**
 * Wake-ups between processes: at once within this one, through Redis for the others. What could be missed (while a
 * subscription begins, while Redis is away) is made up for by calling those who wait here, so that they look.
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
