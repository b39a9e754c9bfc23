import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { occurrencesOf } from '../../src/content/announcementsOf.ts';
import { seriesOf } from '../../src/core/model/announcements/recurrence.ts';
import { wallTime } from '../../src/protocol/time/index.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { fileWith, timeZone } from './announcement.ts';
import { accounts, createWorld, type World } from './world.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A market every week, announced the evening before. */
const market = (changes: Parameters<typeof fileWith>[0] = {}) =>
  occurrencesOf(
    'market',
    fileWith({
      ...{ from: '2026-10-20T08:00', until: '2026-10-20T14:00', publishAt: '2026-10-19T20:00' },
      ...{ repeat: 'FREQ=WEEKLY;COUNT=4', accounts: [...accounts], ...changes },
    }),
    timeZone,
  );

function open(live = market()): World {
  const world = createWorld(createMemoryJournal(), (live[0]?.publishAt ?? 0) - 2 * day);
  world.live = live;
  return world;
}

async function go(world: World, hours: number): Promise<void> {
  for (let each = 0; each < hours; each += 6) {
    world.clock.advance(6 * hour);
    await world.run((announcements) => announcements.look());
    await world.deliver();
  }
}

const posted = ({ calls }: World, account: string) =>
  calls.filter((call) => call.kind === 'post' && call.account === account).length;

describe('an announcement that repeats', () => {
  test('goes out at the same hour of the town’s clocks, over the night in which they change', () => {
    const all = market();
    expect(all.map(({ id }) => id)).toEqual(
      ['20261020', '20261027', '20261103', '20261110'].map((each) => `market.${each}`),
    );
    for (const { from, publishAt, until } of all) {
      expect(wallTime(timeZone, publishAt).ms).toBe(20 * hour);
      expect([wallTime(timeZone, from).ms, wallTime(timeZone, until).ms]).toEqual([8 * hour, 14 * hour]);
      expect(wallTime(timeZone, from).day > wallTime(timeZone, publishAt).day).toBe(true);
    }
    // A week with an hour more.
    expect((all[1]?.publishAt ?? 0) - (all[0]?.publishAt ?? 0)).toBe(7 * day + hour);
    expect(new Set(all.map(({ version }) => version)).size).toBe(4);
  });

  test('is posted once each time on each account, and ends with its last time', async () => {
    const world = open();
    await go(world, 24 * 35);
    for (const account of accounts) expect(posted(world, account)).toBe(4);
  });

  test('is scheduled some weeks ahead and no further, so that what is remembered stays small', async () => {
    const world = open(market({ repeat: 'FREQ=DAILY;COUNT=300' }));
    await go(world, 6);
    const { items } = await world.service().announcements.state();
    expect(items.length).toBeLessThan(40);
    expect(items.length).toBeGreaterThan(30);
  });

  test('leaves out the days of exception, also when they are added later', async () => {
    const world = open();
    await go(world, 24 * 3);
    expect(posted(world, 'plain')).toBe(1);
    world.live = market({ except: ['2026-10-27', '2026-11-10'] });
    await go(world, 24 * 35);
    expect(posted(world, 'plain')).toBe(2);
  });

  test('is withdrawn as a whole: nothing more goes out, and what went out is removed', async () => {
    const world = open();
    await go(world, 24 * 3);
    expect(world.shown('plain')).toHaveLength(1);
    await world.run((announcements) => announcements.withdraw('market', 'The market closes.', 'ann'));
    await world.deliver();
    expect(world.shown('plain')).toEqual([]);
    await go(world, 24 * 35);
    expect(posted(world, 'plain')).toBe(1);
    const { announcements } = world.service();
    expect(await announcements.isWithdrawn('market.20261020')).toBe(true);
    expect(await announcements.isWithdrawn('market.20261027')).toBe(false);
    // Once more changes nothing.
    await announcements.withdraw('market', 'The market closes.', 'ann');
  });

  test('one time alone is withdrawn, and the others go out', async () => {
    const world = open();
    await go(world, 24);
    await world.run((announcements) => announcements.withdraw('market.20261027', 'It rains.', 'ann'));
    await go(world, 24 * 35);
    expect(posted(world, 'plain')).toBe(3);
  });

  test('is stopped by a crisis with all that is to come, also what was too far ahead, until somebody lets it go on', async () => {
    const world = open(market({ repeat: 'FREQ=WEEKLY;COUNT=9' }));
    await go(world, 24 * 3);
    world.crisis = true;
    await go(world, 24);
    world.crisis = false;
    world.crisisEndedAt = world.clock.now();
    await go(world, 24 * 45);
    expect(posted(world, 'plain')).toBe(1);
    await world.run((announcements) => announcements.release('market', 'ann'));
    await go(world, 24 * 20);
    const after = posted(world, 'plain');
    expect(after).toBeGreaterThan(1);
    expect(world.calls.every(({ isStopped }) => !isStopped)).toBe(true);
  });

  test('is sent once each time, and never withdrawn or in a crisis, whatever happens', async () => {
    const happening = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.integer({ min: 1, max: 20 }).map((halfDays) => ({ type: 'wait' as const, halfDays })),
      },
      { weight: 2, arbitrary: fc.constant({ type: 'crisis' as const }) },
      { weight: 2, arbitrary: fc.constant({ type: 'calm' as const }) },
      { weight: 2, arbitrary: fc.constant({ type: 'release' as const }) },
      { weight: 2, arbitrary: fc.constant({ type: 'restart' as const }) },
      { weight: 1, arbitrary: fc.constant({ type: 'except' as const }) },
      { weight: 1, arbitrary: fc.constant({ type: 'withdraw' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 14 }), async (happenings) => {
        const world = open();
        for (const each of happenings) {
          if (each.type === 'wait') await go(world, each.halfDays * 12);
          else if (each.type === 'crisis') world.crisis = true;
          else if (each.type === 'calm' && world.crisis) {
            world.crisis = false;
            world.crisisEndedAt = world.clock.now();
          } else if (each.type === 'release')
            await world.run((announcements) => announcements.release('market', 'ann').catch(() => {}));
          else if (each.type === 'restart') await world.restart();
          else if (each.type === 'except') world.live = market({ except: ['2026-11-03'] });
          else if (each.type === 'withdraw') {
            await world.run((announcements) => announcements.withdraw('market', 'Enough of it.', 'ann'));
            world.withdrawn = true;
          }
        }
        await go(world, 24 * 30);
        const posts = world.calls.filter(({ kind }) => kind === 'post');
        expect(posts.filter(({ isStopped, isWithdrawn }) => isStopped || isWithdrawn)).toEqual([]);
        for (const account of accounts) {
          const texts = posts.filter((call) => call.account === account).map(({ text }) => text);
          // Each time has its own day in its text.
          expect(texts).toHaveLength(new Set(texts).size);
        }
        const { items } = await world.service().announcements.state();
        expect(items.every(({ id }) => seriesOf(id) === 'market')).toBe(true);
        const isSilent = happenings.every(({ type }) => type === 'wait' || type === 'restart');
        if (isSilent) for (const account of accounts) expect(posted(world, account)).toBe(4);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
