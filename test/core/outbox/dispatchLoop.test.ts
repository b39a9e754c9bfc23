import { describe, expect, test } from '@jest/globals';
import { startDispatchLoop } from '../../../src/core/outbox/dispatchLoop.ts';
import { outboxTopic } from '../../../src/core/ports/pubsub.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createLog } from '../../support/log.ts';
import { createPubSub } from '../../support/pubsub.ts';

/** A loop whose work ends when the test says so, and whose timer rings when the test says so. */
function openLoop() {
  const clock = createClock(testDay);
  const log = createLog();
  const pubsub = createPubSub();
  const rounds: PromiseWithResolvers<number | null>[] = [];
  const timers: { milliseconds: number; ring: () => void; cancelled: boolean }[] = [];
  const loop = startDispatchLoop({
    work: () => {
      const round = Promise.withResolvers<number | null>();
      rounds.push(round);
      return round.promise;
    },
    pubsub,
    clock: clock.now,
    timer: (milliseconds, callback) => {
      const timer = { milliseconds, ring: () => timer.cancelled || callback(), cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
    log,
  });
  return {
    loop,
    clock,
    log,
    pubsub,
    rounds,
    timers,
    ready: () => timers.filter(({ cancelled }) => !cancelled),
    /** Ends the newest round, and lets the loop take note of it. */
    async end(due: number | null | Error) {
      if (due instanceof Error) rounds.at(-1)?.reject(due);
      else rounds.at(-1)?.resolve(due);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

describe('the loop that keeps the outbox empty', () => {
  test('looks at once, for there may be something left from before', () => {
    expect(openLoop().rounds).toHaveLength(1);
  });

  test.each([
    ['when the next task is due', testDay + 5_000, 5_000],
    ['soon when one is overdue: others have it, or hold it up', testDay - 5_000, 250],
    ['in half a minute when nothing waits', null, 30_000],
    ['in half a minute when the next one is due much later', testDay + 3_600_000, 30_000],
  ])('looks again %s', async (_, due, milliseconds) => {
    const { end, timers, rounds } = openLoop();
    await end(due);
    expect(timers).toMatchObject([{ milliseconds }]);
    timers[0]?.ring();
    expect(rounds).toHaveLength(2);
  });

  test('looks when signalled, and forgets the timer', async () => {
    const { end, pubsub, timers, rounds } = openLoop();
    await end(null);
    pubsub.publish(outboxTopic);
    expect(rounds).toHaveLength(2);
    expect(timers[0]?.cancelled).toBe(true);
    pubsub.publish('another topic');
    expect(rounds).toHaveLength(2);
  });

  test('signalled in the middle of its work looks once more after it, however often it was signalled', async () => {
    const { end, pubsub, rounds, ready } = openLoop();
    pubsub.publish(outboxTopic);
    pubsub.publish(outboxTopic);
    expect(rounds).toHaveLength(1);
    await end(null);
    expect(rounds).toHaveLength(2);
    await end(null);
    expect(rounds).toHaveLength(2);
    expect(ready()).toHaveLength(1);
  });

  test('looks again soon after a failure, which it logs', async () => {
    const { end, log, timers, rounds } = openLoop();
    await end(new Error('database is locked'));
    expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'handler.failed' } }]);
    expect(timers).toMatchObject([{ milliseconds: 2_000 }]);
    timers[0]?.ring();
    expect(rounds).toHaveLength(2);
  });
});

describe('stopping the loop', () => {
  test('waits for what is being sent, and then nothing rings or wakes it', async () => {
    const { loop, end, pubsub, rounds, ready } = openLoop();
    pubsub.publish(outboxTopic);
    let stopped = false;
    const stopping = loop.stop().then(() => {
      stopped = true;
    });
    await Promise.resolve();
    expect(stopped).toBe(false);
    await end(testDay + 5_000);
    await stopping;
    pubsub.publish(outboxTopic);
    expect([rounds.length, ready().length]).toEqual([1, 0]);
  });

  test('while it waits ends it at once', async () => {
    const { loop, end, pubsub, rounds, ready } = openLoop();
    await end(null);
    await loop.stop();
    pubsub.publish(outboxTopic);
    expect([rounds.length, ready().length]).toEqual([1, 0]);
  });
});
