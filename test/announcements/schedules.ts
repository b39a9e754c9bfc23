import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Announcement } from '../../src/core/model/announcements/announcement.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Outbox } from '../../src/core/ports/outbox.ts';
import { announcementWith } from './announcement.ts';
import { accounts, createWorld, fates, type World } from './world.ts';

const minute = 60_000;

/** What may happen to an announcement and around it. */
type Happening =
  | { readonly type: 'wait'; readonly minutes: number }
  | { readonly type: 'edit'; readonly version: number }
  | { readonly type: 'move'; readonly hour: number }
  | { readonly type: 'fates'; readonly fates: readonly (typeof fates)[number][] }
  | { readonly type: 'freeze' | 'unfreeze' | 'settle'; readonly account: (typeof accounts)[number] }
  | {
      readonly type:
        | 'look'
        | 'deliver'
        | 'crisis'
        | 'calm'
        | 'release'
        | 'withdraw'
        | 'withdraw-meanwhile'
        | 'remove'
        | 'restart';
    };

const account = fc.constantFrom(...accounts);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'look' }) },
  { weight: 4, arbitrary: fc.constant<Happening>({ type: 'deliver' }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('edit' as const), version: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('move' as const), hour: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('fates' as const),
      fates: fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('freeze' as const, 'unfreeze' as const, 'settle' as const), account }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...(['crisis', 'calm', 'release', 'restart'] as const).map((type): Happening => ({ type })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...(['withdraw', 'withdraw-meanwhile', 'remove'] as const).map((type): Happening => ({ type })),
    ),
  },
);

interface ScheduleRun {
  readonly happenings: readonly Happening[];
  /** In the night in which the clocks go back, one and the same local hour comes twice. */
  readonly hour: number;
}

export const scheduleRuns: fc.Arbitrary<ScheduleRun> = fc.record({
  happenings: fc.array(happening, { minLength: 4, maxLength: 25 }),
  hour: fc.integer({ min: 1, max: 4 }),
});

/** An announcement for the night of 25 October 2026, in one of its versions. */
function fair(hour: number, version: number): Announcement {
  return announcementWith('fair', {
    accounts: [...accounts],
    location: `place ${version}`,
    publishAt: `2026-10-25T0${hour}:30`,
    from: '2026-10-25',
    until: '2026-12-31',
  });
}

/** Lets all of it happen, then sets everything right, and expects what is promised. */
export async function scheduleHolds(
  stores: { readonly journal: Journal; readonly outbox: Outbox; readonly tenant?: string },
  { happenings, hour }: ScheduleRun,
): Promise<void> {
  const world = createWorld(stores, Date.parse('2026-10-24T22:00Z'));
  const given = { hour, version: 0, isRemoved: false };
  let earliest = Number.POSITIVE_INFINITY;
  const set = () => {
    const now = fair(given.hour, given.version);
    earliest = Math.min(earliest, now.publishAt);
    world.live = given.isRemoved ? [] : [now];
  };
  set();
  /** A person looks at the platform and says what they see. What was to be removed they remove by hand. */
  async function settle(id: string): Promise<void> {
    const { announcements } = world.service();
    const item = (await announcements.state()).items[0];
    if (item === undefined) return;
    const post = (await announcements.posts(item)).find((each) => each.account === id);
    if (post?.status !== 'uncertain' && post?.status !== 'failed') return;
    const attempted = [0, 1, 2, 3].find((version) => fair(hour, version).version === post.attempt?.version);
    const isThere = attempted === undefined ? world.shown(id).length > 0 : world.sees(id, attempted);
    if (post.wanted === null && isThere) world.clean(id);
    await world.run((own) => own.settle('fair', id, { isThere: post.status === 'uncertain' && isThere }, 'ann'));
  }

  for (const each of happenings) await happen(each);
  await setRight();

  const state = await world.service().announcements.state();
  const isGone = world.withdrawn || given.isRemoved;
  for (const each of world.calls) {
    if (each.kind === 'remove') continue;
    expect([each, each.isStopped]).toEqual([each, false]);
    expect([each, each.isWithdrawn]).toEqual([each, false]);
    expect([each, each.at >= earliest]).toEqual([each, true]);
  }
  for (const id of accounts) {
    const texts = world.shown(id);
    // Of one version, an account never shows two.
    expect([id, new Set(texts).size]).toEqual([id, texts.length]);
    const originals = texts.filter((text) => !text.startsWith('**Correcció'));
    if (isGone) expect([id, texts]).toEqual([id, []]);
    else {
      expect([id, originals.length]).toEqual([id, 1]);
      expect([id, texts.at(-1)]).toEqual([id, expect.stringContaining(`place ${given.version}`)]);
    }
  }
  expect(state.items.every(({ step, passedOn }) => step === passedOn)).toBe(true);

  async function happen(each: Happening): Promise<void> {
    switch (each.type) {
      case 'wait':
        return world.clock.advance(each.minutes * minute);
      case 'edit':
        given.version = each.version;
        return set();
      case 'move':
        given.hour = each.hour;
        return set();
      case 'fates':
        world.fates = [...each.fates];
        return;
      case 'look':
        return world.run((own) => own.look());
      case 'deliver':
        return world.deliver();
      case 'crisis':
        world.crisis = true;
        return;
      case 'calm':
        if (world.crisis) world.crisisEndedAt = world.clock.now();
        world.crisis = false;
        return world.clock.advance(1);
      case 'freeze':
        return void world.frozen.set(each.account, { stopped: true, resumedAt: null });
      case 'unfreeze':
        if (world.frozen.get(each.account)?.stopped)
          world.frozen.set(each.account, { stopped: false, resumedAt: world.clock.now() });
        return world.clock.advance(1);
      case 'release':
        return world.run((own) => own.release('fair', 'ann').catch(refused));
      case 'settle':
        return settle(each.account);
      case 'remove':
        given.isRemoved = true;
        return set();
      case 'restart':
        return world.restart();
      case 'withdraw':
        return withdraw(world);
      case 'withdraw-meanwhile':
        world.during = async () => {
          world.during = null;
          await withdraw(world);
        };
        return world.deliver();
    }
  }

  /** Everything works again, time passes, and people do what is left to them. */
  async function setRight(): Promise<void> {
    world.fates = [];
    world.during = null;
    await happen({ type: 'calm' });
    for (const id of accounts) await happen({ type: 'unfreeze', account: id });
    for (let round = 0; round < 6; round++) {
      world.clock.advance(3 * 60 * minute);
      await world.run((own) => own.look());
      await world.run((own) => own.release('fair', 'ann').catch(refused));
      await world.run((own) => own.look());
      await world.deliver();
      for (const id of accounts) await settle(id);
      await world.deliver();
    }
  }
}

async function withdraw(world: World): Promise<void> {
  await world.run((own) =>
    own.withdraw('fair', 'Wrong.', 'ann').then(
      () => {
        world.withdrawn = true;
      },
      (error: unknown) => refused(error),
    ),
  );
}

function refused(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== 'announcement.step' && code !== 'announcement.unknown') throw error;
}
