import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Lease } from '../../../src/core/ports/lease.ts';
import type { LeaseServer } from '../../../src/store/redis/leaseServer.ts';
import { createLeases, leaseTimes } from '../../../src/store/redis/leases.ts';
import { createLog } from '../../support/log.ts';
import { createLeaseServerTwin, type LeaseServerTwin } from './leaseServerTwin.ts';
import { createWorld, type World } from './world.ts';

/** What happens to one question: how long it takes there and back, and which way it is lost, if any. */
interface Trip {
  readonly there: number;
  readonly back: number;
  readonly lost: 'no' | 'there' | 'back';
}

/** Something that befalls the world at some time. */
type Blow =
  | { readonly kind: 'forget' }
  | { readonly kind: 'suspend'; readonly who: number; readonly for: number }
  | { readonly kind: 'cut'; readonly who: number; readonly for: number }
  | { readonly kind: 'die'; readonly who: number }
  | { readonly kind: 'release'; readonly who: number };

/** Mostly quick; now and then a good part of a term, or more than one. */
const delay = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: 500, max: 4_500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4_500, max: 9_000 }) },
);
const trip: fc.Arbitrary<Trip> = fc.record({
  there: delay,
  back: delay,
  lost: fc.oneof({ weight: 5, arbitrary: fc.constant('no' as const) }, fc.constantFrom('there', 'back')),
});

const someone = fc.nat(2);
const blow: fc.Arbitrary<Blow> = fc.oneof(
  fc.record({ kind: fc.constant('forget' as const) }),
  fc.record({ kind: fc.constant('suspend' as const), who: someone, for: fc.integer({ min: 100, max: 12_000 }) }),
  fc.record({ kind: fc.constant('cut' as const), who: someone, for: fc.integer({ min: 100, max: 12_000 }) }),
  fc.record({ kind: fc.constant('die' as const), who: someone }),
  fc.record({ kind: fc.constant('release' as const), who: someone }),
);

/** The way to the server and back. Questions overtake each other, arrive after they were given up, or never. */
function throughNetwork(
  server: LeaseServer,
  world: World,
  nextTrip: () => Trip,
): LeaseServer & { cut(milliseconds: number): void } {
  let cutUntil = 0;
  const travel = async <T>(ask: () => Promise<T>): Promise<T> => {
    const { there, back, lost } = nextTrip();
    const cut = world.now() < cutUntil;
    await world.wait(there);
    if (lost === 'there' || cut) throw new Error('lost on the way there');
    const answer = await ask();
    await world.wait(back);
    if (lost === 'back') throw new Error('lost on the way back');
    return answer;
  };
  return {
    grant: (name, ttl) => travel(() => server.grant(name, ttl)),
    renew: (name, token, ttl) => travel(() => server.renew(name, token, ttl)),
    release: (name, token) => travel(() => server.release(name, token)),
    /** Nothing that is asked in the next milliseconds arrives. */
    cut: (milliseconds) => {
      cutUntil = Math.max(cutUntil, world.now() + milliseconds);
    },
  };
}

/** One process that wants the lease all the time; its clock is `rate` times as fast as the world's. */
function startProcess(world: World, server: LeaseServer, rate: number) {
  const began = world.now();
  const clock = () => (world.now() - began) * rate;
  let awakeAt = 0;
  let alive = true;
  /** A process that is suspended does nothing; what became due meanwhile happens when it goes on. */
  const timer: World['timer'] = (milliseconds, callback) => {
    let cancel = () => {};
    const fire = () => {
      if (!alive) return;
      const asleep = awakeAt - world.now();
      if (asleep > 0) cancel = world.timer(asleep, fire);
      else callback();
    };
    cancel = world.timer(milliseconds / rate, fire);
    return () => cancel();
  };
  const leases = createLeases({ server, times: leaseTimes, clock, timer, log: createLog() });
  let lease: Lease | null = null;
  const notified: Lease[] = [];
  const want = async () => {
    if (lease === null || lease.lost.aborted || !lease.held()) {
      const granted = await leases.acquire('poll');
      lease = granted ?? lease;
      granted?.lost.addEventListener('abort', () => notified.push(granted));
    }
    timer(700, want);
  };
  void want();
  return {
    /** Whether it would act now, if it were awake. */
    acts: () => alive && lease?.held() === true,
    lease: () => lease,
    notified,
    suspend: (milliseconds: number) => {
      awakeAt = Math.max(awakeAt, world.now() + milliseconds);
    },
    die: () => {
      alive = false;
    },
    release: () => void lease?.release(),
  };
}

async function live(trips: readonly Trip[], rates: readonly number[], blows: readonly { after: number; blow: Blow }[]) {
  const world = createWorld();
  const twin: LeaseServerTwin = createLeaseServerTwin(world.now);
  let asked = 0;
  const networks = rates.map(() => throughNetwork(twin, world, () => trips[asked++ % trips.length] as Trip));
  const processes = networks.map((network, index) => startProcess(world, network, rates[index] ?? 1));
  let most = 0;
  const look = () => {
    most = Math.max(most, processes.filter((each) => each.acts()).length);
  };
  for (const { after, blow: each } of blows) {
    await world.pass(after, look);
    if (each.kind === 'forget') twin.forget();
    else if (each.kind === 'suspend') processes[each.who]?.suspend(each.for);
    else if (each.kind === 'cut') networks[each.who]?.cut(each.for);
    else if (each.kind === 'die') processes[each.who]?.die();
    else processes[each.who]?.release();
  }
  await world.pass(10_000, look);
  return { most, tokens: twin.grants.map(({ token }) => token), processes, world, look };
}

describe('however questions travel, clocks run and processes fare', () => {
  const rate = fc.double({ min: 0.95, max: 1.05, noNaN: true });
  const story = fc.record({
    trips: fc.array(trip, { minLength: 5, maxLength: 30 }),
    rates: fc.tuple(rate, rate, rate),
    blows: fc.array(fc.record({ after: fc.integer({ min: 0, max: 6_000 }), blow }), { maxLength: 12 }),
  });

  test('never two hold a lease at once, and each holder has a greater token than all before', async () => {
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ trips, rates, blows }) => {
        const { most, tokens } = await live(trips, rates, blows);
        expect(most).toBeLessThanOrEqual(1);
        expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => a - b));
        granted += tokens.length;
      }),
      { numRuns: 500 },
    );
    // It would be no proof if nobody ever held it.
    expect(granted).toBeGreaterThan(500);
  });

  test('anybody who loses it is told, once, and not the holder who gives it back', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ trips, rates, blows }) => {
        const { processes, world, look } = await live(trips, rates, blows);
        for (const each of processes) each.die();
        await world.pass(0, look);
        for (const { notified } of processes) {
          expect(notified).toEqual([...new Set(notified)]);
          for (const lease of notified) expect(lease.held()).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('where nothing is slow', () => {
  const quick: readonly Trip[] = [{ there: 1, back: 1, lost: 'no' }];

  test.each([
    ['dies', { kind: 'die', who: 0 }],
    ['is suspended', { kind: 'suspend', who: 0, for: 60_000 }],
  ] as const)('a process that %s is followed within 10 seconds', async (_, fate) => {
    const { processes } = await live(quick, [1, 1, 1], [{ after: 8_000, blow: fate }]);
    expect(processes[0]?.acts()).toBe(false);
    expect(processes.filter((each) => each.acts())).toHaveLength(1);
  });

  test('a server that forgot everything grants again within 10 seconds', async () => {
    const { processes, tokens } = await live(quick, [1, 1, 1], [{ after: 8_000, blow: { kind: 'forget' } }]);
    expect(processes.filter((each) => each.acts())).toHaveLength(1);
    expect(tokens).toHaveLength(2);
  });

  test('one that lives keeps it for as long as it likes', async () => {
    const { processes, tokens } = await live(
      quick,
      [1, 1, 1],
      Array.from({ length: 10 }, () => ({ after: 60_000, blow: { kind: 'release', who: 9 } as const })),
    );
    expect(tokens).toHaveLength(1);
    expect(processes.flatMap(({ notified }) => notified)).toEqual([]);
  });
});
