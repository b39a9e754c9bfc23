import { describe, expect, test } from '@jest/globals';
import { createSubscriberCount } from '../../../src/announcements/subscribers/countSubscribers.ts';
import type { Subscription } from '../../../src/core/model/announcements/subscription.ts';
import { protect } from '../../../src/transparency/figures/protect.ts';
import { createMemoryDerived } from '../../support/memoryDerived.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { announcementWith } from '../announcement.ts';
import { createSubscriberWorld } from './world.ts';

const inAll = (text: string) => ({ ca: text, es: text, en: text });
const subscription: Subscription = {
  alerts: ['works'],
  neighbourhood: null,
  pace: 'at-once',
  by: 'here',
  state: 'active',
  locale: 'ca',
  since: 0,
  asked: 1,
  keyedAt: 0,
  sent: [],
};

describe('subscribers are counted', () => {
  test('by what they chose, with small counts put together', () => {
    const count = createSubscriberCount({
      alerts: [
        { id: 'works', title: inAll('Works'), topics: ['streets', 'water'] },
        { id: 'all', title: inAll('All'), topics: [] },
      ],
      neighbourhoods: [{ id: 'centre', name: 'Centre' }],
      items: [],
      published: [],
      protect: (counts) => protect(counts, 5),
      now: 0,
    });
    const add = (times: number, part: Partial<Subscription>, channel: string) => {
      for (let time = 0; time < times; time += 1)
        count.add({ subscription: { ...subscription, ...part }, channel, failed: new Set() });
    };
    add(20, {}, 'telegram');
    add(8, { alerts: ['all', 'works'], locale: 'es', neighbourhood: 'centre' }, 'email');
    add(2, { state: 'paused', locale: 'en' }, 'email');
    add(6, { state: 'asked' }, 'email');
    const { tables } = count.figures(5);
    expect(tables.state).toEqual({ total: 36, cells: { active: 28 }, others: 8 });
    expect(tables.channel).toEqual({ total: 30, cells: { telegram: 20, email: 10 }, others: 0 });
    expect(tables.locale).toEqual({ total: 30, cells: { ca: 20 }, others: 10 });
    expect(tables.alert).toEqual({ total: 38, cells: { works: 30, all: 8 }, others: 0 });
    expect(tables.topic).toEqual({ total: 52, cells: { streets: 22, water: 22, '*': 8 }, others: 0 });
    expect(tables.neighbourhood).toEqual({ total: 30, cells: { '*': 22, centre: 8 }, others: 0 });
  });

  test('with who got an announcement, could not be reached, and had paused', async () => {
    const { journal, outbox } = createMemoryJournal();
    const world = await createSubscriberWorld(
      { journal, outbox, derived: createMemoryDerived() },
      Date.UTC(2026, 9, 24, 9),
    );
    await world.service().engine.subscriber({
      tenant: 'default',
      conversation: world.idOf('mail'),
      id: null,
      decide: (state) => {
        const known = state?.subscription ?? null;
        if (state === null || known === null) return null;
        return { state: { ...state, subscription: { ...known, state: 'active' } }, events: [], sideEffects: [] };
      },
    });
    world.clock.advance(3_600_000 * 2);
    world.live = [
      announcementWith('works', {
        topic: 'via-publica',
        publishAt: '2026-10-24T12:00',
        from: '2026-10-24',
        until: '2026-12-31',
      }),
    ];
    world.fates.push('refuse', 'refuse');
    await world.look();
    await world.deliver();
    const { desk } = world.service();
    const before = await desk.figures();
    expect(before.tables.channel.cells).toEqual({ telegram: 2, email: 1 });
    expect(before.announcements[0]?.fates.cells).toEqual({ failed: 2, waiting: 1 });
  });
});
