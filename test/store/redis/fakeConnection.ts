import type { RedisConnection } from '../../../src/store/redis/connection.ts';
import { standIn } from '../../support/standIn.ts';

/** A connection that is up or down as the test says, and keeps what is sent. */
interface FakeConnection extends RedisConnection {
  readonly sent: readonly string[];
  down(): void;
  up(): void;
}

export function createFakeConnection(): FakeConnection {
  const sent: string[] = [];
  const ups: (() => void)[] = [];
  const downs: (() => void)[] = [];
  let isUp = true;
  const client = standIn<RedisConnection['client']>({
    async publish(channel) {
      sent.push(String(channel));
      return 0;
    },
    subscribe: async () => {},
    unsubscribe: async () => {},
  });
  return {
    client,
    sent,
    isUp: () => isUp,
    ask: (work) => (isUp ? work(client) : Promise.reject(new Error('away'))),
    report: () => {},
    onUp: (listener) => void ups.push(listener),
    onDown: (listener) => void downs.push(listener),
    close: () => {},
    down() {
      isUp = false;
      for (const listener of downs) listener();
    },
    up() {
      isUp = true;
      for (const listener of ups) listener();
    },
  };
}
