import { expect, test } from '@jest/globals';
import { createRedisPubSub } from '../../../src/store/redis/pubsub.ts';
import { signalChannel } from '../../../src/store/redis/redisNames.ts';
import { createLog } from '../../support/log.ts';
import { createFakeConnection } from './fakeConnection.ts';
import { createWorld } from './world.ts';

function setUp() {
  const world = createWorld();
  const outgoing = createFakeConnection();
  const incoming = createFakeConnection();
  const log = createLog();
  const isPassing = (topic: string) => topic.startsWith('typing:');
  const pubsub = createRedisPubSub({ outgoing, incoming, isPassing, timer: world.timer, log });
  const calls: string[] = [];
  const follow = (topic: string) => pubsub.subscribe(topic, () => void calls.push(topic));
  return { pubsub, outgoing, incoming, log, calls, follow, pass: (ms: number) => world.pass(ms, () => {}) };
}

test('anybody who waits is called the moment that it can hear again, for what it missed just before', async () => {
  const { incoming, calls, follow, pass } = setUp();
  follow('ana');
  follow('typing:ana');
  await pass(100);
  incoming.down();
  await pass(1_000);
  calls.length = 0;
  incoming.up();
  expect(calls).toEqual(['ana']);
  await pass(60_000);
  expect(calls).toEqual(['ana']);
});

test('what this process said while only it was cut off is said as soon as it is back', async () => {
  const { pubsub, outgoing, pass } = setUp();
  outgoing.down();
  pubsub.publish('ana');
  pubsub.publish('pau');
  pubsub.publish('ana');
  await pass(10_000);
  expect(outgoing.sent).toEqual([]);
  outgoing.up();
  await pass(0);
  expect(outgoing.sent).toEqual([signalChannel('ana'), signalChannel('pau')]);
});

test('what is called together leaves together, and the last call of many leaves too', async () => {
  const { pubsub, outgoing, pass } = setUp();
  pubsub.publish('ana');
  pubsub.publish('outbox');
  await pass(0);
  expect(outgoing.sent).toEqual([signalChannel('ana'), signalChannel('outbox')]);
  for (let count = 0; count < 100; count++) pubsub.publish('ana');
  await pass(0);
  expect(outgoing.sent).toHaveLength(2);
  await pass(5);
  expect(outgoing.sent).toEqual([signalChannel('ana'), signalChannel('outbox'), signalChannel('ana')]);
});

test('closing says what is still to be said, and nothing follows', async () => {
  const { pubsub, outgoing, follow, calls, pass } = setUp();
  follow('ana');
  pubsub.publish('ana');
  await pubsub.close();
  expect(outgoing.sent).toEqual([signalChannel('ana')]);
  pubsub.publish('ana');
  await pass(60_000);
  expect(outgoing.sent).toHaveLength(1);
  expect(calls.filter((topic) => topic === 'ana').length).toBeGreaterThanOrEqual(2);
});

test('somebody who fails when called by a round takes nobody along, and the log says so', async () => {
  const { pubsub, incoming, log, calls, follow, pass } = setUp();
  pubsub.subscribe('broken', () => {
    throw new TypeError('a fault of ours');
  });
  follow('ana');
  await pass(100);
  calls.length = 0;
  incoming.down();
  incoming.up();
  expect(calls).toContain('ana');
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
});
