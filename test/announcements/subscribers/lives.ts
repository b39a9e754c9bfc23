import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Announcement } from '../../../src/core/model/announcements/announcement.ts';
import { actOnSubscription } from '../../../src/core/model/announcements/decideSubscription.ts';
import { isRecord } from '../../../src/core/model/commit.ts';
import { announcementWith } from '../announcement.ts';
import {
  createSubscriberWorld,
  decentHours,
  type SendFate,
  type SubscriberName,
  type SubscriberStores,
  sendFates,
  subscribers,
} from './world.ts';

const minute = 60_000;

/** What may happen to subscribers, to what they are told, and around them. */
type Happening =
  | { readonly type: 'wait'; readonly minutes: number }
  | { readonly type: 'edit'; readonly version: number }
  | { readonly type: 'fates'; readonly fates: readonly SendFate[] }
  | { readonly type: 'pause' | 'resume' | 'end'; readonly who: SubscriberName }
  | { readonly type: 'look' | 'deliver' | 'crisis' | 'calm' | 'release' | 'withdraw' | 'restart' };

const who = fc.constantFrom(...subscribers);
const simple = (...types: readonly ('look' | 'deliver' | 'crisis' | 'calm' | 'release' | 'withdraw' | 'restart')[]) =>
  fc.constantFrom(...types.map((type): Happening => ({ type })));
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 9, arbitrary: simple('look', 'deliver') },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 400 }) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('edit' as const), version: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('fates' as const),
      fates: fc.array(fc.constantFrom(...sendFates), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('pause' as const, 'resume' as const, 'end' as const), who }),
  },
  { weight: 4, arbitrary: simple('crisis', 'calm', 'release', 'restart') },
  { weight: 1, arbitrary: simple('withdraw') },
);

export const subscriberLives = fc.record({
  happenings: fc.array(happening, { minLength: 4, maxLength: 25 }),
  /** When it begins: the clocks go back in the second night. */
  hour: fc.integer({ min: 6, max: 22 }),
});

function works(version: number): Announcement {
  return announcementWith('works', {
    topic: 'via-publica',
    location: `place ${version}.`,
    publishAt: '2026-10-24T12:00',
    from: '2026-10-24',
    until: '2026-12-31',
  });
}

/** Lets all of it happen, then sets everything right, and expects what is promised. */
export async function subscribersHold(
  stores: SubscriberStores,
  { happenings, hour }: { readonly happenings: readonly Happening[]; readonly hour: number },
): Promise<void> {
  const { tenant = 'default' } = stores;
  const world = await createSubscriberWorld(stores, Date.parse(`2026-10-24T${String(hour).padStart(2, '0')}:00Z`));
  let version = 0;
  const set = () => {
    world.live = [works(version)];
  };
  set();
  /** When each was told nothing of, so that what came then is no news for them. */
  const away = new Set<SubscriberName>();
  await act('mail', 'confirm');
  for (const each of happenings) await happen(each);
  const edited = version;
  await setRight();

  for (const each of world.arrivals) {
    expect([each, each.isStopped, each.isWithdrawn, each.wants]).toEqual([each, false, false, true]);
    expect([each, decentHours.next(each.at)]).toEqual([each, each.at]);
  }
  const published = (await world.service().announcements.state()).items[0]?.publishedAt ?? 0;
  for (const name of subscribers) {
    const own = world.arrivals
      .filter(({ to }) => to === name)
      .map(({ text }) => /place (\d)\./.exec(text)?.[1] ?? text);
    // Never the same twice in a row: a version that was taken back and came again is news.
    expect([name, own, own.filter((each, index) => each === own[index - 1])]).toEqual([name, own, []]);
    const { latest } = await stores.journal.load(world.idOf(name), '');
    const subscription = latest === null || isRecord(latest.state) ? null : (latest.state.subscription ?? null);
    const isNews = subscription !== null && subscription.since <= published && !away.has(name);
    const isCertain = !world.doubted.has(name);
    if (isNews && isCertain && !world.withdrawn) expect([name, own.at(-1)]).toEqual([name, String(edited)]);
  }

  async function act(name: SubscriberName, kind: 'confirm' | 'pause' | 'resume' | 'end'): Promise<void> {
    const conversation = world.idOf(name);
    let isDone = false;
    await world.run(async ({ engine }) => {
      await engine.subscriber({
        tenant,
        conversation,
        id: null,
        decide(state, at) {
          const known = state?.subscription ?? null;
          if (known === null) return null;
          return actOnSubscription(state, kind === 'confirm' ? { kind, asked: known.asked } : { kind }, at);
        },
      });
      isDone = true;
    });
    if (!isDone) return;
    if (kind === 'pause' || kind === 'end') world.wants.delete(name);
    else {
      const { latest } = await stores.journal.load(conversation, '');
      if (latest !== null && !isRecord(latest.state) && latest.state.subscription) world.wants.add(name);
    }
    if (kind === 'end' || kind === 'pause') away.add(name);
  }

  async function happen(each: Happening): Promise<void> {
    switch (each.type) {
      case 'wait':
        return world.clock.advance(each.minutes * minute);
      case 'edit':
        version = each.version;
        return set();
      case 'fates':
        world.fates = [...each.fates];
        return;
      case 'pause':
      case 'resume':
      case 'end':
        return act(each.who, each.type);
      case 'look':
        return world.look();
      case 'deliver':
        return world.deliver();
      case 'crisis':
        world.crisis = true;
        return;
      case 'calm':
        if (world.crisis) world.crisisEndedAt = world.clock.now();
        world.crisis = false;
        return world.clock.advance(1);
      case 'release':
        return world.run(({ announcements }) => announcements.release('works', 'ann').catch(refused));
      case 'restart':
        return world.restart();
      case 'withdraw':
        return world.run(({ announcements }) =>
          announcements.withdraw('works', 'Wrong.', 'ann').then(
            () => {
              world.withdrawn = true;
            },
            (error: unknown) => refused(error),
          ),
        );
    }
  }

  /** Everything works again, days pass, and people do what is left to them. */
  async function setRight(): Promise<void> {
    world.fates = [];
    await happen({ type: 'calm' });
    for (let round = 0; round < 44; round++) {
      world.clock.advance(100 * minute);
      await world.look();
      await happen({ type: 'release' });
      await world.look();
      await world.look();
      await world.deliver();
      await world.look();
      await world.deliver();
    }
  }
}

function refused(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== 'announcement.step' && code !== 'announcement.unknown') throw error;
}
