import type { RedisConnection } from './connection.ts';
import { signalChannel, topicOf } from './redisNames.ts';
import { takeFrom } from './takeFrom.ts';

/** Most channels of one command. */
const batchSize = 1_000;

/** Channels that this process subscribes to, kept in step with the topics that have local subscribers. */
interface Subscriptions {
  /** A topic has one more subscriber, or one fewer. */
  add(topic: string): void;
  remove(topic: string): void;
  /** Topics with subscribers. */
  topics(): readonly string[];
}

export function createSubscriptions(deps: {
  connection: RedisConnection;
  /** Another process (or this one: see the origin) published a topic. */
  listen: (topic: string, origin: string) => void;
  /** Messages of these topics arrive from now on; earlier ones may have been missed. */
  begun: (topics: readonly string[]) => void;
}): Subscriptions {
  const { connection } = deps;
  const { client } = connection;
  /** Topic → number of subscribers. */
  const wanted = new Map<string, number>();
  /** Topics whose channels the client is subscribed to; it resubscribes after a reconnect. */
  const listening = new Set<string>();
  /** Topics that may have changed since they were last settled. */
  const changed = new Set<string>();
  let settling = false;

  const listener = (origin: string, channel: string): void => deps.listen(topicOf(channel), origin);

  const settleBatch = async (batch: readonly string[]): Promise<void> => {
    const begin = batch.filter((topic) => wanted.has(topic) && !listening.has(topic));
    const end = batch.filter((topic) => !wanted.has(topic) && listening.has(topic));
    if (begin.length > 0) {
      await client.subscribe(begin.map(signalChannel), listener);
      for (const topic of begin) listening.add(topic);
      deps.begun(begin);
    }
    if (end.length > 0) {
      await client.unsubscribe(end.map(signalChannel), listener);
      for (const topic of end) listening.delete(topic);
    }
  };

  /** One batch at a time: further changes wait for the next. */
  const settle = async (): Promise<void> => {
    if (settling) return;
    settling = true;
    while (changed.size > 0 && connection.isUp()) {
      const batch = takeFrom(changed, batchSize);
      try {
        await settleBatch(batch);
      } catch (error) {
        connection.report(error);
        // Most likely the connection broke: the rest is settled when it is back.
        for (const topic of batch) changed.add(topic);
        break;
      }
    }
    settling = false;
  };

  connection.onUp(() => void settle());

  return {
    add(topic) {
      const count = wanted.get(topic) ?? 0;
      wanted.set(topic, count + 1);
      if (count > 0) return;
      changed.add(topic);
      void settle();
    },
    remove(topic) {
      const count = wanted.get(topic) ?? 0;
      if (count > 1) {
        wanted.set(topic, count - 1);
        return;
      }
      wanted.delete(topic);
      changed.add(topic);
      void settle();
    },
    topics: () => [...wanted.keys()],
  };
}
