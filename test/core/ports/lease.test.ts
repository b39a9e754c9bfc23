import { describe, expect, test } from '@jest/globals';
import { startSingle } from '../../../src/core/engine/single.ts';
import type { Lease } from '../../../src/core/ports/lease.ts';
import { createLocalLeases } from '../../../src/store/local/leases.ts';
import { createLog } from '../../support/log.ts';

/** A lease that the test takes away, and anybody who asks for it. */
function setUp() {
  const timers: (() => void)[] = [];
  const log = createLog();
  let token = 0;
  let free = true;
  let releases = 0;
  const losing: AbortController[] = [];
  const leases = {
    async acquire(name: string): Promise<Lease | null> {
      if (!free) return null;
      free = false;
      const lost = new AbortController();
      losing.push(lost);
      token += 1;
      const release = async () => {
        releases += 1;
        free = true;
      };
      return { name, token, held: () => !lost.signal.aborted, lost: lost.signal, release };
    },
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    leases,
    log,
    timer: (_: number, callback: () => void) => {
      timers.push(callback);
      return () => void timers.splice(timers.indexOf(callback), 1);
    },
    lose: () => losing.at(-1)?.abort(),
    releases: () => releases,
    timers,
    settle,
    /** Lets the pause between two attempts pass. */
    async pass() {
      timers.shift()?.();
      await settle();
    },
  };
}

/** Work that goes on until it is told to end, and says what it is doing. */
function untilEnd(events: string[]) {
  return (lease: Lease, end: AbortSignal) =>
    new Promise<void>((resolve) => {
      events.push(`began ${lease.token}`);
      end.addEventListener('abort', () => {
        events.push(`ended ${lease.token}`);
        resolve();
      });
    });
}

describe('work that only one process does', () => {
  test('begins when the lease is granted, ends when it is lost, and begins again', async () => {
    const { leases, timer, log, settle, lose, pass } = setUp();
    const events: string[] = [];
    const single = startSingle({ leases, name: 'poll', work: untilEnd(events), timer, log });
    await settle();
    expect(events).toEqual(['began 1']);
    lose();
    await settle();
    expect(events).toEqual(['began 1', 'ended 1']);
    await pass();
    expect(events).toEqual(['began 1', 'ended 1', 'began 2']);
    await single.stop();
    expect(events).toEqual(['began 1', 'ended 1', 'began 2', 'ended 2']);
  });

  test('waits as long as somebody else holds it', async () => {
    const { leases, timer, log, settle, pass } = setUp();
    const other = await leases.acquire('poll');
    const events: string[] = [];
    const single = startSingle({ leases, name: 'poll', work: untilEnd(events), timer, log });
    await settle();
    await pass();
    expect(events).toEqual([]);
    await other?.release();
    await pass();
    expect(events).toEqual(['began 2']);
    await single.stop();
  });

  test('that fails gives the lease back, says so and is begun again', async () => {
    const { leases, timer, log, settle, pass, releases } = setUp();
    let begun = 0;
    const work = async () => {
      begun += 1;
      throw new Error('the platform is down');
    };
    const single = startSingle({ leases, name: 'poll', work, timer, log });
    await settle();
    expect(releases()).toBe(1);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { lease: 'poll', code: 'handler.failed' } });
    await pass();
    expect(begun).toBe(2);
    await single.stop();
  });

  test('is over, and the lease given back, when stop resolves; nothing begins afterwards', async () => {
    const { leases, timer, log, settle, releases, timers } = setUp();
    const events: string[] = [];
    const single = startSingle({ leases, name: 'poll', work: untilEnd(events), timer, log });
    await settle();
    await single.stop();
    expect(events).toEqual(['began 1', 'ended 1']);
    expect(releases()).toBe(1);
    await settle();
    expect(timers).toEqual([]);
    await single.stop();
  });

  test('does not begin when it is stopped while the lease is on its way', async () => {
    const { leases, timer, log, releases } = setUp();
    const events: string[] = [];
    await startSingle({ leases, name: 'poll', work: untilEnd(events), timer, log }).stop();
    expect(events).toEqual([]);
    expect(releases()).toBe(1);
  });
});

describe('leases of a process that is alone', () => {
  test('have greater tokens each time, also when the clock stands still or is set back', async () => {
    let now = 1_000;
    const leases = createLocalLeases(() => now);
    const tokens: number[] = [];
    for (const time of [1_000, 1_000, 400, 2_000]) {
      now = time;
      const lease = await leases.acquire('poll');
      tokens.push(lease?.token ?? 0);
      await lease?.release();
    }
    expect(tokens).toEqual([1_000, 1_001, 1_002, 2_000]);
  });
});
