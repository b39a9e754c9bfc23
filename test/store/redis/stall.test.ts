import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Redis } from '../../../src/store/redis/openRedis.ts';
import { acquired, countCalls, fresh, inTouch } from '../../contract/coordination/fixture.ts';
import { until } from '../../contract/coordination/until.ts';
import { createLog } from '../../support/log.ts';
import { askServer, describeWithRedis, openProcess, type Server, startServer } from './server.ts';

describeWithRedis('when the server is there and says nothing', () => {
  let server: Server;
  let one: Redis;
  let other: Redis;

  beforeEach(async () => {
    server = await startServer();
    one = await openProcess(server.url, createLog());
    other = await openProcess(server.url, createLog());
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.stop();
  });

  test('nobody waits for it: limits count here, and one question is the last', async () => {
    const limit = one.limit(fresh(), 2, 60);
    server.pause();
    const answers = await Promise.all([limit.allow('ana'), limit.allow('ana'), limit.allow('ana')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(one.isUp()).toBe(false);
    // Nothing is sent any more, so these answers come before anything else could happen.
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await limit.allow('pau');
    expect(turned).toBe(false);
    server.resume();
    await until(() => one.isUp());
  });

  test('a lease is lost by its holder first; the other gets it when the server speaks again', async () => {
    const name = fresh();
    const lease = await acquired(one, name);
    server.pause();
    await until(() => lease.lost.aborted);
    expect(await other.leases.acquire(name)).toBeNull();
    server.resume();
    const next = await acquired(other, name);
    expect(next.token).toBeGreaterThan(lease.token);
    expect(lease.held()).toBe(false);
  });

  test('what is said meanwhile waits in one piece and is heard afterwards', async () => {
    const topics = Array.from({ length: 300 }, fresh);
    let news = 0;
    const seen = new Map<string, number>();
    for (const topic of topics) other.pubsub.subscribe(topic, () => void seen.set(topic, news));
    await inTouch(one, other);
    server.pause();
    news = 1;
    for (const topic of topics) one.pubsub.publish(topic);
    // One batch went out and is overdue; this comes to lie behind it.
    await until(() => !one.isUp());
    news = 2;
    for (const topic of topics) one.pubsub.publish(topic);
    server.resume();
    await until(() => topics.every((topic) => seen.get(topic) === 2));
  });

  test('and silence on a connection that should be alive is taken for its end', async () => {
    const received = countCalls(other, fresh());
    await inTouch(one, other);
    const before = received.calls;
    server.pause();
    // Those who wait look by themselves, which they only do when the connection is given up.
    await until(() => received.calls > before);
    server.resume();
    await until(() => one.isUp() && other.isUp());
    await inTouch(one, other);
  });

  test('CLIENT PAUSE is no different', async () => {
    const limit = one.limit(fresh(), 1, 60);
    await askServer(server.url, 'CLIENT', 'PAUSE', '1500', 'ALL');
    expect((await limit.allow('ana')).ok).toBe(true);
    expect((await limit.allow('ana')).ok).toBe(false);
    await until(() => one.isUp() && other.isUp());
    await inTouch(one, other);
  });
});
