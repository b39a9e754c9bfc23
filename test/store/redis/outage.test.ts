import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Redis } from '../../../src/store/redis/openRedis.ts';
import { acquired, countCalls, fresh, inTouch } from '../../contract/coordination/fixture.ts';
import { until } from '../../contract/coordination/until.ts';
import { createLog } from '../../support/log.ts';
import { describeWithRedis, openProcess, type Server, startServer } from './server.ts';

describeWithRedis('when the server dies in the middle', () => {
  let server: Server;
  let one: Redis;
  let other: Redis;
  let log: ReturnType<typeof createLog>;
  const unhandled: unknown[] = [];
  const remember = (error: unknown) => void unhandled.push(error);

  beforeEach(async () => {
    process.on('unhandledRejection', remember);
    server = await startServer();
    log = createLog();
    one = await openProcess(server.url, log);
    other = await openProcess(server.url, createLog());
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await server.stop();
    process.off('unhandledRejection', remember);
    expect(unhandled).toEqual([]);
  });

  const bothUp = () => until(() => one.isUp() && other.isUp());

  test('signals within a process go on, and between processes they resume when it is back', async () => {
    const topic = fresh();
    const here = countCalls(one, topic);
    const there = countCalls(other, topic);
    await inTouch(one, other);
    await server.kill();
    await until(() => !one.isUp() && !other.isUp());

    const before = here.calls;
    one.pubsub.publish(topic);
    expect(here.calls).toBe(before + 1);

    await server.restart();
    await bothUp();
    await inTouch(one, other);
    await inTouch(other, one);
    const received = there.calls;
    one.pubsub.publish(topic);
    await until(() => there.calls > received);
  });

  test('anybody who waits looks by itself meanwhile, again and again', async () => {
    const received = countCalls(other, fresh());
    await inTouch(one, other);
    await server.kill();
    await until(() => !other.isUp());
    const before = received.calls;
    await until(() => received.calls >= before + 2);
  });

  test('what was said while it was away is heard when it is back, but not what was only for that moment', async () => {
    const topic = fresh();
    const passing = `typing:${fresh()}`;
    let news = 0;
    let seen = 0;
    other.pubsub.subscribe(topic, () => {
      seen = news;
    });
    const typing = countCalls(other, passing);
    await inTouch(one, other);
    await server.kill();
    await until(() => !one.isUp() && !other.isUp());
    news = 1;
    one.pubsub.publish(topic);
    await server.restart();
    await bothUp();
    await until(() => seen === 1);
    await inTouch(one, other);
    expect(typing.calls).toBe(0);
    one.pubsub.publish(passing);
    await until(() => typing.calls === 1);
  });

  test('subscriptions that begin or end meanwhile are in force when it is back', async () => {
    const [ended, begun] = [fresh(), fresh()];
    const first = countCalls(other, ended);
    await inTouch(one, other);
    await server.kill();
    await until(() => !other.isUp());
    first.end();
    const second = countCalls(other, begun);
    await server.restart();
    await bothUp();
    await inTouch(one, other);
    const before = { first: first.calls, second: second.calls };
    one.pubsub.publish(ended);
    one.pubsub.publish(begun);
    await until(() => second.calls > before.second);
    await inTouch(one, other);
    expect(first.calls).toBe(before.first);
  });

  test('limits go on in each process by itself, and together again afterwards', async () => {
    const name = fresh();
    const [here, there] = [one.limit(name, 3, 60), other.limit(name, 3, 60)];
    expect((await here.allow('ana')).ok).toBe(true);
    await server.kill();
    const answers = await Promise.all([1, 2, 3, 4].map(() => here.allow('ana')));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    await server.restart();
    await bothUp();
    const together = [];
    for (let count = 0; count < 2; count++) together.push(await here.allow('pau'), await there.allow('pau'));
    expect(together.map(({ ok }) => ok)).toEqual([true, true, true, false]);
  });

  test('a lease is lost before anybody else gets it, and the next has a greater token though all was forgotten', async () => {
    const name = fresh();
    const lease = await acquired(one, name);
    let lostAt = 0;
    lease.lost.addEventListener('abort', () => {
      lostAt = performance.now();
      expect(lease.held()).toBe(false);
    });
    await server.restart();
    await bothUp();
    const next = await acquired(other, name);
    const grantedAt = performance.now();
    expect(lease.held()).toBe(false);
    expect(lostAt).toBeGreaterThan(0);
    expect(lostAt).toBeLessThan(grantedAt);
    expect(next.token).toBeGreaterThan(lease.token);
  });

  test('a lease ends by itself when the server stays away, and none is granted', async () => {
    const lease = await acquired(one, fresh());
    await server.kill();
    await until(() => lease.lost.aborted);
    expect(lease.held()).toBe(false);
    expect(await one.leases.acquire(fresh())).toBeNull();
    await lease.release();
  });

  test('nobody is anywhere, and saying so fails nobody', async () => {
    const location = fresh();
    await one.presence.note(location, 'ana', 'here', 60_000);
    await server.kill();
    expect(await one.presence.list(location)).toEqual({ here: [], typing: [] });
    await one.presence.note(location, 'ana', 'here', 60_000);
    await one.presence.leave(location, 'ana', 'here');
  });

  test('the log says once that it is away, and once that it is back', async () => {
    await server.kill();
    await until(() => !one.isUp() && !other.isUp());
    await server.restart();
    await bothUp();
    const about = log.lines.filter(({ fields }) => fields.connection === 'finestreta-commands');
    expect(about.at(-1)).toMatchObject({ level: 'info', message: 'Redis connection restored' });
    // The loss, and then that nobody listens: each kind once, however many attempts there were.
    const codes = about.filter(({ level }) => level === 'warn').map(({ fields }) => fields.code);
    expect(codes).toEqual([...new Set(codes)]);
    expect(codes.length).toBeGreaterThan(0);
  });

  test('closing while it is away ends at once', async () => {
    const lease = await acquired(one, fresh());
    one.pubsub.subscribe(fresh(), () => {});
    await server.kill();
    one.pubsub.publish(fresh());
    await one.close();
    expect(lease.held()).toBe(false);
  });
});
