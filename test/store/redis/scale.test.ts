import { expect, test } from '@jest/globals';
import type { Redis } from '../../../src/store/redis/openRedis.ts';
import { countCalls, fresh, inTouch } from '../../contract/coordination/fixture.ts';
import { until } from '../../contract/coordination/until.ts';
import { createLog } from '../../support/log.ts';
import { askServer, describeWithRedis, openProcess, useServer } from './server.ts';

describeWithRedis('many topics', () => {
  const server = useServer();

  /** How often the server carried a command out. */
  const countOf = async (command: string): Promise<number> => {
    const text = await askServer<string>(server().url, 'INFO', 'commandstats');
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(text)?.[1] ?? 0);
  };
  const channels = async (): Promise<number> =>
    (await askServer<unknown[]>(server().url, 'PUBSUB', 'CHANNELS', '*')).length;

  async function withTwo(work: (one: Redis, other: Redis) => Promise<void>): Promise<void> {
    const one = await openProcess(server().url, createLog());
    const other = await openProcess(server().url, createLog());
    await work(one, other);
    await Promise.all([one.close(), other.close()]);
  }

  test('10,000 conversations are followed in a few commands, each hears its own, and no channel is left behind', () =>
    withTwo(async (one, other) => {
      const topics = Array.from({ length: 10_000 }, fresh);
      const news = new Set<string>();
      const seen = new Map<string, number>();
      const begun = new Set<string>();
      const before = await countOf('subscribe');
      const ends = topics.map((topic) =>
        other.pubsub.subscribe(topic, () => {
          if (news.has(topic)) seen.set(topic, (seen.get(topic) ?? 0) + 1);
          else begun.add(topic);
        }),
      );
      await inTouch(one, other);
      // Each is called once when its subscription has begun, which is no news.
      await until(() => begun.size === topics.length);
      expect((await countOf('subscribe')) - before).toBeLessThan(20);
      expect(await channels()).toBeGreaterThanOrEqual(10_000);

      for (const topic of topics) {
        news.add(topic);
        one.pubsub.publish(topic);
      }
      await until(() => seen.size === topics.length);
      await inTouch(one, other);
      expect([...seen.values()].every((count) => count === 1)).toBe(true);

      for (const end of ends) end();
      await until(async () => (await channels()) === 0);
    }));

  test('after a reconnect all 10,000 are followed again, and each is called once to look', () =>
    withTwo(async (one, other) => {
      const topics = Array.from({ length: 10_000 }, fresh);
      const calls = new Map<string, number>();
      for (const topic of topics) other.pubsub.subscribe(topic, () => calls.set(topic, (calls.get(topic) ?? 0) + 1));
      await inTouch(one, other);
      calls.clear();
      await askServer(server().url, 'CLIENT', 'KILL', 'TYPE', 'pubsub');
      await until(() => calls.size === topics.length);
      await until(() => one.isUp() && other.isUp());
      expect(await channels()).toBeGreaterThanOrEqual(10_000);
      // The loss began a round, and the return began it again from its beginning.
      expect(Math.max(...calls.values())).toBeLessThanOrEqual(2);

      const last = topics.at(-1) ?? '';
      const before = calls.get(last) ?? 0;
      one.pubsub.publish(last);
      await until(() => (calls.get(last) ?? 0) > before);
    }));

  test('one topic that is called without a pause costs the server little', () =>
    withTwo(async (one, other) => {
      const topic = fresh();
      const received = countCalls(other, topic);
      await inTouch(one, other);
      const before = { published: await countOf('publish'), calls: received.calls };
      let said = 0;
      const began = performance.now();
      while (said < 20_000) {
        for (let burst = 0; burst < 100; burst++, said++) one.pubsub.publish(topic);
        await new Promise(setImmediate);
      }
      const milliseconds = performance.now() - began;
      await until(() => received.calls > before.calls);
      const published = (await countOf('publish')) - before.published;
      // One every 5 ms at most, and what was still on its way at both ends.
      expect(published).toBeLessThanOrEqual(milliseconds / 5 + 5);
      expect(published).toBeGreaterThan(0);
    }));
});
