import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { announcementWith } from './announcement.ts';
import { accounts, createWorld, type World } from './world.ts';

const cut = announcementWith('cut', { accounts: [...accounts] });
const moved = announcementWith('cut', { accounts: [...accounts], location: 'Plaça Major' });

let world: World;
beforeEach(() => {
  world = createWorld(createMemoryJournal(), cut.publishAt);
  world.live = [cut];
});

async function go(): Promise<void> {
  await world.run((announcements) => announcements.look());
  await world.deliver();
}

const kinds = () => world.calls.map(({ kind, account }) => `${kind} ${account}`);
async function statuses(): Promise<Readonly<Record<string, string>>> {
  const posts = await world.service().announcements.posts({ id: 'cut', accounts, former: [] });
  return Object.fromEntries(posts.map(({ account, status }) => [account, status]));
}

test('a post says what, when and where, in the language of its account', async () => {
  world.live = [moved];
  await go();
  expect(world.shown('plain')).toEqual([
    [
      '**Water cut ca**',
      'No water in the **morning**. ca',
      '- Quan: el dimecres 2 de desembre del 2026, a les 8.00 – 14.00\n- On: Plaça Major',
    ].join('\n\n'),
  ]);
});

test('a correction is made in place where the platform can, and else is posted', async () => {
  await go();
  world.live = [moved];
  await go();
  expect(world.shown('edits')).toHaveLength(1);
  expect(world.shown('plain')).toHaveLength(2);
  expect(world.shown('plain')[1]).toMatch(/^\*\*Correcció: Water cut ca\*\*/);
  await go();
  expect(kinds()).toHaveLength(6);
});

test('a withdrawal removes every message, and its reason and author are in the history', async () => {
  await go();
  world.live = [moved];
  await go();
  await world.run((announcements) => announcements.withdraw('cut', 'The date was wrong.', 'ann'));
  await world.deliver();
  for (const account of accounts) expect(world.shown(account)).toEqual([]);
  const { announcements } = world.service();
  const { items } = await announcements.state();
  const [item] = items;
  if (item === undefined) throw new Error('it is forgotten');
  const history = await announcements.history(item);
  expect(history.find(({ type }) => type === 'announcement.withdrawn')).toMatchObject({
    by: 'ann',
    reason: 'The date was wrong.',
  });
  expect(await announcements.isWithdrawn('cut')).toBe(true);
  expect(await announcements.published()).toEqual([]);
});

test('an account that is taken out shows it no longer', async () => {
  await go();
  world.live = [announcementWith('cut', { accounts: ['edits'] })];
  await go();
  expect([world.shown('edits').length, world.shown('plain').length]).toEqual([1, 0]);
});

describe('when the service dies while it posts', () => {
  test('what a platform recognises is sent again, and all else is looked at by a person', async () => {
    world.fates = ['dies-after'];
    await go();
    world.fates = [];
    await world.deliver();
    const before = await statuses();
    for (const account of accounts) {
      const isSeen = world.shown(account).length;
      expect([account, isSeen <= 1]).toEqual([account, true]);
      if (before[account] !== 'uncertain') continue;
      await world.run((announcements) => announcements.settle('cut', account, { isThere: isSeen === 1 }, 'ann'));
    }
    await world.deliver();
    for (const account of accounts) expect([account, world.shown(account).length]).toEqual([account, 1]);
    expect(Object.values(await statuses())).toEqual(['posted', 'posted', 'posted']);
  });
});

test('what was withdrawn while nobody knew its fate is left to a person, and never sent again', async () => {
  world.fates = ['dies-after'];
  await go();
  await world.run((announcements) => announcements.withdraw('cut', 'Wrong.', 'ann'));
  await world.deliver();
  world.fates = [];
  await world.deliver();
  const after = await statuses();
  for (const account of accounts) {
    const isSeen = world.shown(account).length > 0;
    // Of one that was on its way when the service died nobody knows either that it never arrived.
    expect([account, isSeen ? ['uncertain'] : ['removed', 'uncertain']]).toEqual([
      account,
      expect.arrayContaining([after[account]]),
    ]);
  }
});

test('a withdrawal that comes while a post is under way removes it', async () => {
  world.during = async () => {
    world.during = null;
    await world.service().announcements.withdraw('cut', 'Wrong.', 'ann');
  };
  await go();
  await world.deliver();
  for (const account of accounts) expect([account, world.shown(account)]).toEqual([account, []]);
});

test('a withdrawal that comes right before a post is sent keeps it from being sent', async () => {
  world.live = [announcementWith('cut', { accounts: ['plain'] })];
  await world.run((announcements) => announcements.look());
  world.asking = async () => {
    world.asking = null;
    await world.service().announcements.withdraw('cut', 'Wrong.', 'ann');
  };
  await world.deliver();
  expect(world.calls).toEqual([]);
  expect(await statuses()).toEqual({ plain: 'removed' });
});

test('what a platform refuses for good is said, and tried again when somebody wants it', async () => {
  world.fates = ['refused', 'refused', 'refused'];
  await go();
  expect(Object.values(await statuses())).toEqual(['failed', 'failed', 'failed']);
  await world.run((announcements) => announcements.settle('cut', 'plain', { isThere: false }, 'ann'));
  await world.deliver();
  expect((await statuses()).plain).toBe('posted');
  await expect(world.service().announcements.settle('cut', 'plain', { isThere: false }, 'ann')).rejects.toMatchObject({
    code: 'announcement.step',
  });
});

test('an account that is frozen holds its post until a person releases it', async () => {
  world.frozen.set('plain', { stopped: true, resumedAt: null });
  await go();
  expect(await statuses()).toEqual({ edits: 'posted', recognises: 'posted', plain: 'held' });
  world.frozen.set('plain', { stopped: false, resumedAt: world.clock.now() + 1 });
  world.clock.advance(10);
  await go();
  expect(world.shown('plain')).toEqual([]);
  await world.run((announcements) => announcements.release('cut', 'ann'));
  await world.deliver();
  expect(world.shown('plain')).toHaveLength(1);
  expect(kinds()).toHaveLength(3);
});

test('an account that is off is looked at later, and one that does not exist is a post that failed', async () => {
  world.closed.set('plain', 'off');
  world.closed.set('edits', 'unknown');
  await go();
  expect(await statuses()).toEqual({ edits: 'failed', recognises: 'posted', plain: 'waiting' });
  expect(await world.service().dispatcher.deliver()).toBeGreaterThan(world.clock.now());
  world.closed.clear();
  world.clock.advance(60_000);
  await world.deliver();
  expect((await statuses()).plain).toBe('posted');
});

test('what keeps a repetition from going out does not let its first attempt be forgotten', async () => {
  world.live = [announcementWith('cut', { accounts: ['recognises'] })];
  world.fates = ['lost-answer', 'wait', 'refused'];
  await go();
  for (let round = 0; round < 3; round++) {
    world.clock.advance(2_000);
    await world.deliver();
  }
  expect([world.fates, await statuses()]).toEqual([[], { recognises: 'uncertain' }]);
});

test('a crisis or a withdrawal before a repetition leaves the first attempt to a person', async () => {
  for (const happens of [
    async () => {
      world.crisis = true;
    },
    () => world.service().announcements.withdraw('cut', 'Wrong.', 'ann'),
  ]) {
    world = createWorld(createMemoryJournal(), cut.publishAt);
    world.live = [announcementWith('cut', { accounts: ['recognises'] })];
    world.fates = ['lost-answer'];
    await go();
    world.asking = async () => {
      world.asking = null;
      await happens();
    };
    world.clock.advance(2_000);
    await world.deliver();
    expect([world.shown('recognises').length, await statuses()]).toEqual([1, { recognises: 'uncertain' }]);
  }
});

test('nothing goes out after its end, and what is out can still be removed', async () => {
  world.live = [announcementWith('cut', { accounts: ['edits'] })];
  await go();
  world.live = [{ ...moved, accounts: ['edits', 'plain'] }];
  await world.run((announcements) => announcements.look());
  world.clock.advance(cut.until - world.clock.now());
  await world.deliver();
  expect(kinds()).toEqual(['post edits']);
  expect(await statuses()).toEqual({ edits: 'over', plain: 'over' });
  await world.run((announcements) => announcements.withdraw('cut', 'Wrong.', 'ann'));
  await world.deliver();
  expect([world.shown('edits'), await statuses()]).toEqual([[], { edits: 'removed', plain: 'removed' }]);
});

test('what was tried too often has failed, and is tried again when somebody wants it', async () => {
  world.live = [announcementWith('cut', { accounts: ['plain'] })];
  world.fates = Array.from({ length: 25 }, () => 'no-line');
  await go();
  for (let round = 0; round < 24; round++) {
    world.clock.advance(10 * 60_000);
    await world.deliver();
  }
  expect([world.fates, await statuses()]).toEqual([[], { plain: 'failed' }]);
  await world.run((announcements) => announcements.settle('cut', 'plain', { isThere: false }, 'ann'));
  await world.deliver();
  expect(world.shown('plain')).toHaveLength(1);
});

test('what is withdrawn before anybody could read it leaves no public trace, and never comes back', async () => {
  world.clock.advance(-60_000);
  await go();
  await world.run((announcements) => announcements.withdraw('cut', 'The date was wrong.', 'ann'));
  world.clock.advance(60_000);
  await go();
  const { announcements } = world.service();
  expect([world.calls, await announcements.published()]).toEqual([[], []]);
  expect(await announcements.isWithdrawn('cut')).toBe(false);
  const { items } = await announcements.state();
  const steps = items[0] === undefined ? [] : await announcements.history(items[0]);
  expect(steps.map(({ type, reason }) => [type, reason])).toEqual([
    ['announcement.dropped', 'The date was wrong.'],
    ['announcement.scheduled', null],
  ]);
});

test('what is published stays readable while its correction is held, also in a process that starts then', async () => {
  await go();
  world.crisis = true;
  world.live = [moved];
  await go();
  await world.restart();
  for (let again = 0; again < 2; again++) {
    expect(await world.service().announcements.published()).toMatchObject([{ announcement: cut, correctedAt: null }]);
  }
});

test('what left the record long after its end is still removed where it stands', async () => {
  await go();
  const other = announcementWith('other', { until: '2027-12-01' });
  world.clock.advance(cut.until - world.clock.now() + 31 * 86_400_000);
  world.live = [cut, other];
  await go();
  const { announcements } = world.service();
  expect((await announcements.state()).items.map(({ id }) => id)).toEqual(['other']);
  await world.run((own) => own.withdraw('cut', 'A name in it was wrong.', 'ann'));
  await world.deliver();
  for (const account of accounts) expect([account, world.shown(account)]).toEqual([account, []]);
  await expect(announcements.withdraw('nothing', 'Wrong.', 'ann')).rejects.toMatchObject({
    code: 'announcement.unknown',
  });
});
