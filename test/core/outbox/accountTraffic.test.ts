import { expect, test } from '@jest/globals';
import { createAccountTraffic } from '../../../src/core/outbox/accountTraffic.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryDerived } from '../../support/memoryDerived.ts';
import { createTimers } from '../../support/timers.ts';

const nothing = { receivedAt: null, sentAt: null, fault: null };

function open() {
  const clock = createClock(testDay);
  const timers = createTimers(clock);
  const derived = createMemoryDerived();
  const log = createLog();
  const start = () => createAccountTraffic({ derived, tenant: 't', clock: clock.now, timer: timers.timer, log });
  return { clock, timers, derived, log, start };
}

test('each process knows what all saw, also after a restart', async () => {
  const { clock, start } = open();
  const [web, worker] = [start(), start()];
  web.received('a');
  clock.advance(1_000);
  worker.attempted({ account: 'a', outcome: 'sent', code: null });
  worker.attempted({ account: 'a', outcome: 'failed', code: 'platform.unreachable' });
  // Its own at once, those of others once they are written.
  expect((await web.read(['a', 'b'])).get('a')).toEqual({ ...nothing, receivedAt: testDay });
  await worker.stop();
  clock.advance(1);
  await web.stop();
  const fault = { code: 'platform.unreachable', at: testDay + 1_000 };
  const all = { receivedAt: testDay, sentAt: testDay + 1_000, fault };
  expect(await start().read(['a', 'b'])).toEqual(
    new Map<string, object>([
      ['a', all],
      ['b', nothing],
    ]),
  );
});

test('what is written costs one write a while, however many messages come', async () => {
  const { clock, timers, derived, start } = open();
  let writes = 0;
  const { put } = derived;
  derived.put = (...given) => {
    writes += 1;
    return put(...given);
  };
  const traffic = start();
  for (let count = 0; count < 500; count += 1) traffic.received('a');
  clock.advance(10_000);
  timers.ring();
  expect(timers.next()).toBeNull();
  await traffic.stop();
  expect(writes).toBe(1);
});

test('a store that is away, or holds what nobody can read, stops nothing', async () => {
  const { derived, log, start } = open();
  await derived.put('account-traffic t', 'a', { revision: 1, bytes: new TextEncoder().encode('{"receivedAt":"x"') });
  const traffic = start();
  expect((await traffic.read(['a'])).get('a')).toEqual(nothing);
  traffic.received('a');
  derived.put = async () => Promise.reject(new Error('away'));
  await traffic.stop();
  expect(log.lines).toHaveLength(1);
  expect((await traffic.read(['a'])).get('a')).toEqual({ ...nothing, receivedAt: testDay });
});
