import { describe, expect, test } from '@jest/globals';
import { type CoordinationFixture, countCalls, fresh, inTouch } from './fixture.ts';
import { until } from './until.ts';

export function pubsubContract(processes: () => CoordinationFixture): void {
  describe('a signal', () => {
    test('reaches who waits in the same process before publish returns, exactly once', async () => {
      const { one, other } = processes();
      const topic = fresh();
      const received = countCalls(one, topic);
      await inTouch(other, one);
      const before = received.calls;
      one.pubsub.publish(topic);
      expect(received.calls).toBe(before + 1);
      // Whatever comes back has come back by then.
      await inTouch(one, other);
      await inTouch(other, one);
      expect(received.calls).toBe(before + 1);
    });

    test('reaches who waits in another process', async () => {
      const { one, other } = processes();
      const topic = fresh();
      const received = countCalls(other, topic);
      await inTouch(one, other);
      const before = received.calls;
      one.pubsub.publish(topic);
      await until(() => received.calls > before);
      await inTouch(one, other);
      expect(received.calls).toBe(before + 1);
    });

    test('reaches the others, and harms nobody who calls, where one who waits fails', async () => {
      const { one, other } = processes();
      const topic = fresh();
      one.pubsub.subscribe(topic, () => {
        throw new Error('asleep');
      });
      const received = countCalls(one, topic);
      await inTouch(other, one);
      for (const { pubsub } of [one, other]) {
        const before = received.calls;
        pubsub.publish(topic);
        await until(() => received.calls > before);
      }
    });

    test('that comes right after a subscription is not missed', async () => {
      const { one, other } = processes();
      for (let round = 0; round < 30; round++) {
        const topic = fresh();
        let news = 0;
        let seen = 0;
        const end = other.pubsub.subscribe(topic, () => {
          seen = news;
        });
        news = 1;
        one.pubsub.publish(topic);
        await until(() => seen === 1);
        end();
      }
    });

    test('is heard after the last of many that came at once', async () => {
      const { one, other } = processes();
      const topic = fresh();
      let news = 0;
      let seen = 0;
      other.pubsub.subscribe(topic, () => {
        seen = news;
      });
      for (news = 1; news < 5_000; news++) one.pubsub.publish(topic);
      one.pubsub.publish(topic);
      await until(() => seen === news);
    });

    test('does not reach who stopped waiting, and ending twice ends nobody else', async () => {
      const { one, other } = processes();
      const topic = fresh();
      const first = countCalls(other, topic);
      const second = countCalls(other, topic);
      await inTouch(one, other);
      first.end();
      first.end();
      const before = { first: first.calls, second: second.calls };
      one.pubsub.publish(topic);
      await until(() => second.calls > before.second);
      expect(first.calls).toBe(before.first);
    });

    test('reaches one that waits again after it stopped', async () => {
      const { one, other } = processes();
      const topic = fresh();
      for (let round = 0; round < 20; round++) countCalls(other, topic).end();
      const received = countCalls(other, topic);
      await inTouch(one, other);
      const before = received.calls;
      one.pubsub.publish(topic);
      await until(() => received.calls > before);
    });
  });
}
