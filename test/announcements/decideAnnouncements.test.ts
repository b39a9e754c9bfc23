import { describe, expect, test } from '@jest/globals';
import { type AnnouncementStep, decideAnnouncements } from '../../src/announcements/decideAnnouncements.ts';
import type { SendingStatus } from '../../src/announcements/sendingStatus.ts';
import type { Announcement, AnnouncementsRecord } from '../../src/core/model/announcements/announcement.ts';
import { announcementWith } from './announcement.ts';

const calm: SendingStatus = {
  crisis: false,
  crisisEndedAt: null,
  account: () => ({ isKnown: true, stopped: false, resumedAt: null }),
};
const crisis: SendingStatus = { ...calm, crisis: true };
const hour = 3_600_000;

const cut = announcementWith('cut', { accounts: ['telegram'] });
const before = cut.publishAt - hour;
const after = cut.publishAt + 1;

function look(all: readonly Announcement[], sendingStatus: SendingStatus = calm): AnnouncementStep {
  return { type: 'look', live: { all, unreadable: new Set() }, sendingStatus };
}

/** Takes steps, each at its time; the types of their events, and the state at the end. */
function take(...steps: readonly (readonly [AnnouncementStep, number])[]) {
  let state: AnnouncementsRecord | null = null;
  const events: string[] = [];
  steps.forEach(([step, now], index) => {
    const decided = decideAnnouncements(state, step, { now, revision: index + 1 });
    if (decided === null) return;
    state = decided.state;
    events.push(...decided.events.map(({ type, by }) => `${type.slice('announcement.'.length)} ${by ?? '-'}`));
  });
  const known = state as AnnouncementsRecord | null;
  return { events, item: known?.items[0], state: known };
}

describe('an announcement', () => {
  test('is scheduled, published at its time and not before, and once', () => {
    const { events, item } = take(
      [look([cut]), before],
      [look([cut]), cut.publishAt - 1],
      [look([cut]), cut.publishAt],
      [look([cut]), after],
    );
    expect(events).toEqual(['scheduled -', 'published -']);
    expect(item).toMatchObject({ state: 'published', publishedAt: cut.publishAt, step: 3, revisions: [1, 3] });
  });

  test('is corrected when another version is released, and published no second time', () => {
    const other = announcementWith('cut', { accounts: ['telegram', 'teams'], location: 'Plaça' });
    const { events, item } = take([look([cut]), after], [look([other]), after + 1], [look([other]), after + 2]);
    expect(events).toEqual(['scheduled -', 'published -', 'corrected -']);
    expect(item).toMatchObject({ version: other.version, accounts: ['telegram', 'teams'], correctedAt: after + 1 });
  });

  test('follows its content while it waits', () => {
    const later = announcementWith('cut', { publishAt: '2026-12-01T20:00' });
    const { events } = take([look([cut]), before], [look([later]), after], [look([later]), later.publishAt]);
    expect(events).toEqual(['scheduled -', 'changed -', 'published -']);
  });

  test('that is withdrawn never comes back, whatever is released', () => {
    const { events, state } = take(
      [look([cut]), after],
      [{ type: 'withdraw', id: 'cut', by: 'ann' }, after + 1],
      [{ type: 'withdraw', id: 'cut', by: 'ben' }, after + 2],
      [look([announcementWith('cut', { location: 'Plaça' })]), after + 3],
      [look([]), cut.until + 40 * 24 * hour],
      [look([announcementWith('cut', { until: '2027-12-01' })]), cut.until + 41 * 24 * hour],
    );
    expect(events).toEqual(['scheduled -', 'published -', 'withdrawn ann']);
    expect(state?.withdrawn).toEqual(['cut']);
    const release: AnnouncementStep = { type: 'release', id: 'cut', by: 'ann', sendingStatus: calm };
    expect(() => decideAnnouncements(state, release, { now: after, revision: 9 })).toThrow('withdrawn');
  });

  test('that is taken out of the content is withdrawn if it was published, and dropped if not', () => {
    expect(take([look([cut]), before], [look([]), before + 1]).events).toEqual(['scheduled -', 'dropped -']);
    expect(take([look([cut]), after], [look([]), after + 1]).events).toContain('withdrawn -');
    const unreadable: AnnouncementStep = {
      type: 'look',
      live: { all: [], unreadable: new Set(['cut']) },
      sendingStatus: calm,
    };
    expect(take([look([cut]), after], [unreadable, after + 1]).events).not.toContain('withdrawn -');
  });

  test('is not published after its end', () => {
    expect(take([look([cut]), cut.until]).events).toEqual([]);
    expect(take([look([cut]), before], [look([cut]), cut.until]).events).toEqual(['scheduled -', 'dropped -']);
  });

  test('is remembered for a month after its end, and its withdrawal for ever', () => {
    const { state } = take(
      [look([cut]), after],
      [{ type: 'pass-on', id: 'cut', step: 1 }, after],
      [look([cut, announcementWith('next', { until: '2027-12-01' })]), cut.until + 31 * 24 * hour],
    );
    expect(state?.items.map(({ id }) => id)).toEqual(['next']);
  });
});

describe('an announcement that is made to repeat', () => {
  const day = 24 * hour;
  const times = [0, 1, 2].map((week): Announcement => {
    const later = week * 7 * day;
    return {
      ...cut,
      id: `cut.${week}`,
      publishAt: cut.publishAt + later,
      from: cut.from + later,
      until: cut.until + later,
    };
  });
  const end: AnnouncementStep = { type: 'withdraw-all', id: 'cut', by: 'ann' };

  test('after it went out stays as people read it: nothing goes out again, and it can be withdrawn', () => {
    const long = cut.until + 60 * day;
    const { events, state } = take(
      [look([cut]), after],
      [look(times), after + 1],
      [{ type: 'pass-on', id: 'cut', step: 9 }, after + 2],
      [look(times.slice(1)), cut.until + day],
      [look([{ ...cut, id: 'cut.9', publishAt: long - hour, until: long + day }]), long],
      [end, long + 1],
      [end, long + 2],
    );
    expect(events).toEqual(['scheduled -', 'published -', 'withdrawn ann']);
    expect(state?.withdrawn).toEqual(['cut']);
  });

  test('before it went out goes out each time, and is withdrawn with all that waits', () => {
    const { events, state } = take([look([cut]), before], [look(times), after], [end, after + 1], [end, after + 2]);
    expect(events.filter((each) => each.startsWith('published'))).toHaveLength(1);
    expect(state?.items.every((item) => item.state === 'withdrawn')).toBe(true);
  });

  test('goes out no more once the whole was withdrawn, also where its times are remembered', () => {
    const { state } = take([look(times), before]);
    const given = { ...(state as AnnouncementsRecord), withdrawn: ['cut'] };
    const decided = decideAnnouncements(given, look(times), { now: after, revision: 2 });
    expect(decided?.events.map(({ type }) => type)).toEqual(Array(3).fill('announcement.dropped'));
    const ended = decideAnnouncements(given, end, { now: after, revision: 2 });
    expect(ended?.events).toHaveLength(3);
  });

  test('is held as a whole after a crisis, until the last of it that was held was looked at', () => {
    const ended: SendingStatus = { ...calm, crisisEndedAt: before + 2 };
    const later = { ...cut, id: 'cut.9', publishAt: cut.publishAt + 50 * day, until: cut.until + 50 * day };
    const all = [...times, later];
    const release = (id: string): AnnouncementStep => ({ type: 'release', id, by: 'ann', sendingStatus: ended });
    const steps = [
      [look(all), before],
      [look(all, ended), before + 3],
      [release('cut.0'), before + 4],
    ] as const;
    const isHeld = (given: AnnouncementsRecord | null) => given?.items.find(({ id }) => id === 'cut.9')?.held;
    expect(isHeld(take(...steps, [look(all, ended), later.publishAt]).state)).toBe(true);
    const rest = [
      [release('cut.1'), before + 5],
      [release('cut.2'), before + 6],
    ] as const;
    expect(isHeld(take(...steps, ...rest, [look(all, ended), later.publishAt]).state)).toBe(false);
  });

  test('is held after a crisis also where nothing of it is remembered, and not where it was written later', () => {
    const ended: SendingStatus = { ...calm, crisisEndedAt: before + 2 };
    const yearly = { ...cut, id: 'cut.9', publishAt: cut.publishAt + 300 * day, until: cut.until + 300 * day };
    const { state } = take([look([yearly]), before], [look([yearly], ended), yearly.publishAt]);
    expect(state?.items).toMatchObject([{ id: 'cut.9', state: 'scheduled', held: true }]);
    const written = take([look([yearly], ended), before + 3], [look([yearly], ended), yearly.publishAt]);
    expect(written.state?.items).toMatchObject([{ state: 'published', held: false }]);
  });
});

describe('a crisis', () => {
  const release: AnnouncementStep = { type: 'release', id: 'cut', by: 'ann', sendingStatus: calm };

  test('holds what is scheduled until somebody has looked at it', () => {
    const ended: SendingStatus = { ...calm, crisisEndedAt: after };
    const { events } = take(
      [look([cut]), before],
      [look([cut], crisis), before + 1],
      [look([cut], crisis), after],
      [look([cut], ended), after + 1],
      [release, after + 2],
      [look([cut], ended), after + 3],
    );
    expect(events).toEqual(['scheduled -', 'held -', 'released ann', 'published -']);
  });

  test('that nobody saw begin and end holds all the same', () => {
    const ended: SendingStatus = { ...calm, crisisEndedAt: before + 5 };
    expect(take([look([cut]), before], [look([cut], ended), after]).events).toEqual(['scheduled -', 'held -']);
    // What was scheduled afterwards was written afterwards.
    expect(take([look([cut], ended), before + 6], [look([cut], ended), after]).events).toContain('published -');
  });

  test('holds a correction, and leaves what was published as it is', () => {
    const other = announcementWith('cut', { location: 'Plaça' });
    const { events, item } = take([look([cut]), after], [look([other], crisis), after + 1]);
    expect(events).toEqual(['scheduled -', 'published -', 'held -']);
    expect(item).toMatchObject({ state: 'published', held: true, version: cut.version });
  });

  test('is ended before anything is released', () => {
    const { state } = take([look([cut], crisis), before]);
    const early: AnnouncementStep = { ...release, sendingStatus: crisis };
    expect(() => decideAnnouncements(state, early, { now: before, revision: 2 })).toThrow('crisis');
  });
});
