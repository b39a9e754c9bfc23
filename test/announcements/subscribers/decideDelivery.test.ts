import { describe, expect, test } from '@jest/globals';
import {
  type DeliveryAround,
  decideDelivery,
  decideNotSent,
} from '../../../src/announcements/subscribers/decideDelivery.ts';
import type { Announcement } from '../../../src/core/model/announcements/announcement.ts';
import { askByMail, subscribeHere } from '../../../src/core/model/announcements/decideSubscription.ts';
import type { Reminder, SubscriptionChoice } from '../../../src/core/model/announcements/subscription.ts';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import { instantOf, wallTime } from '../../../src/protocol/time/index.ts';
import { announcementWith, timeZone } from '../announcement.ts';
import { decentHours } from './world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const at = (when: string) =>
  instantOf(timeZone, when.slice(0, 10), Number(when.slice(11, 13)) * 60 + Number(when.slice(14)));
const choice: SubscriptionChoice = { alerts: ['works'], neighbourhood: null, pace: 'at-once' };
const works = announcementWith('works', { topic: 'via-publica', until: '2026-12-31' });

function subscribed(when: string, changes: Partial<SubscriptionChoice> = {}): ConversationState {
  const now = at(when);
  const { subscription } = subscribeHere(null, { ...choice, ...changes }, 'es', { now, revision: 1 });
  return { ...newConversation(now), subscription };
}

const around = (
  announcement: Announcement,
  published: string,
  changes: Partial<DeliveryAround> = {},
): DeliveryAround => ({
  out: [{ announcement, publishedAt: at(published), mayGo: true }],
  hours: decentHours,
  alerts: [{ id: 'works', title: { ca: '', es: '', en: '' }, topics: ['via-publica'] }],
  neighbourhoods: [{ id: 'centre', name: 'Centre' }],
  write: (sent, locale, as) => [
    { text: `${sent.map(({ announcement: { id } }) => id).join()} ${as}`, choices: [], files: [], locale },
  ],
  remind: ({ what }, locale) => ({ text: what, choices: [], files: [], locale }),
  ...changes,
});
const decide = (state: ConversationState, when: string, given: DeliveryAround) =>
  decideDelivery(state, { now: at(when), revision: 7 }, given);
const shown = (instant: number | null) => {
  if (instant === null) return null;
  const { day: of, ms } = wallTime(timeZone, instant);
  return `${of} ${ms / minute / 60}`;
};

describe('an announcement', () => {
  test('is told at once by day, and in the morning what came at night, also where the clocks change', () => {
    const state = subscribed('2026-10-20T10:00');
    const sent = decide(state, '2026-10-24T12:00', around(works, '2026-10-24T11:59'));
    expect(sent.step?.outbound).toMatchObject([{ text: 'works each', locale: 'es' }]);
    // The clocks go back that night, and it is a Sunday.
    const night = decide(state, '2026-10-24T21:00', around(works, '2026-10-24T20:30'));
    expect([night.step, shown(night.dueAt)]).toEqual([null, '2026-10-25 10']);
    // A holiday.
    const holiday = decide(state, '2026-10-25T15:00', around(works, '2026-10-25T14:30'));
    expect(shown(holiday.dueAt)).toBe('2026-10-26 10');
  });

  test('waits for the summary of the day, and a correction does not', () => {
    const state = subscribed('2026-10-19T10:00', { pace: 'digest' });
    const waits = decide(state, '2026-10-20T10:00', around(works, '2026-10-20T09:00'));
    expect([waits.step, shown(waits.dueAt)]).toEqual([null, '2026-10-20 18']);
    const sent = decide(state, '2026-10-20T18:00', around(works, '2026-10-20T09:00')).step?.state;
    const other = { ...works, version: 'another' };
    const corrected = sent && decide(sent, '2026-10-21T09:30', around(other, '2026-10-20T09:00'));
    expect(corrected?.step?.events).toEqual([{ type: 'subscription.notified', announcements: ['works'] }]);
    expect(corrected?.step?.state.subscription?.sent).toMatchObject([
      { version: 'another', earlier: [{ version: works.version }] },
    ]);
  });

  test('is told to those whom it concerns, once, and not what is older than their yes', () => {
    const state = subscribed('2026-10-20T10:00', { neighbourhood: 'centre' });
    const isNotified = (changes: Partial<Announcement>, published = '2026-10-21T10:00') =>
      decide(state, '2026-10-21T10:30', around({ ...works, ...changes }, published)).step !== null;
    expect(isNotified({})).toBe(true);
    expect(isNotified({ neighbourhood: 'centre' })).toBe(true);
    expect(isNotified({ neighbourhood: 'Ribera' })).toBe(false);
    expect(isNotified({ topic: 'residus' })).toBe(false);
    expect(isNotified({}, '2026-10-20T09:59')).toBe(false);
    expect(isNotified({ until: at('2026-10-21T10:00') })).toBe(false);
    const after = decide(state, '2026-10-21T10:30', around(works, '2026-10-21T10:00')).step?.state;
    expect(after && decide(after, '2026-10-21T10:31', around(works, '2026-10-21T10:00')).step).toBeNull();
    const busy = { ...state, takeover: { by: 'ann', since: 0, case: 'AAAA-BBBB' } };
    expect(decide(busy, '2026-10-21T10:30', around(works, '2026-10-21T10:00')).step).toBeNull();
    const restricted = { ...state, restricted: { by: null, since: 0 } };
    expect(decide(restricted, '2026-10-21T10:30', around(works, '2026-10-21T10:00')).step).toBeNull();
  });

  test('that was stopped before it went is told again, and a stopped correction is one again', () => {
    const state = subscribed('2026-10-20T10:00');
    const sent = decide(state, '2026-10-21T10:30', around(works, '2026-10-21T10:00')).step?.state ?? state;
    const back = decideNotSent(sent, [works], 7);
    expect([back?.state.subscription?.sent, decideNotSent(sent, [works], 6)]).toEqual([[], null]);
    const other = { ...works, version: 'another' };
    const again = decideDelivery(sent, { now: at('2026-10-21T11:00'), revision: 8 }, around(other, '2026-10-21T10:00'));
    const taken = decideNotSent(again.step?.state ?? state, [other], 8);
    expect(taken?.state.subscription?.sent).toMatchObject([{ id: 'works', version: works.version }]);
  });
});

test('an address whose reader said nothing for seven days is erased', () => {
  const asked = askByMail(null, { ...choice, locale: 'ca' }, { now: at('2026-10-20T10:00'), revision: 1 }).state;
  const given = around(works, '2026-10-21T10:00');
  // The clocks go back meanwhile.
  expect(decide(asked, '2026-10-27T08:59', given)).toMatchObject({
    step: null,
    dueAt: at('2026-10-20T10:00') + 7 * day,
  });
  const over = decide(asked, '2026-10-27T09:00', given);
  expect([over.step?.state.subscription, over.step?.events]).toEqual([null, [{ type: 'subscription.ended' }]]);
});

test('the address is sealed again after 30 days without a word, so that what is older can be erased', () => {
  const state = subscribed('2026-10-20T10:00');
  const none = around(works, '2026-10-01T10:00');
  expect(decide(state, '2026-11-19T08:00', none).step).toBeNull();
  const kept = decide(state, '2026-11-19T10:00', none);
  expect(kept.step?.events).toEqual([{ type: 'subscription.kept' }]);
  expect(kept.step?.state.subscription?.keyedAt).toBe(at('2026-11-19T10:00'));
});

test('reminders come on their day at a decent hour, those of every week again', () => {
  const reminders: readonly Reminder[] = [
    { what: 'collection', day: '2026-10-25', weekly: true },
    { what: 'document', day: '2026-10-27', weekly: false },
  ];
  const state = { ...newConversation(0), reminders };
  const none = around(works, '2026-10-01T10:00');
  const before = decide(state, '2026-10-25T08:00', none);
  expect([before.step, shown(before.dueAt)]).toEqual([null, '2026-10-25 10']);
  const first = decide(state, '2026-10-25T10:00', none);
  expect(first.step?.outbound).toMatchObject([{ text: 'collection' }]);
  expect(first.step?.state.reminders).toMatchObject([{ day: '2026-11-01' }, { day: '2026-10-27' }]);
  const late = decide(first.step?.state ?? state, '2026-11-08T10:00', none);
  // A service that stood still reminds once, and not of each week.
  expect(late.step?.outbound).toMatchObject([{ text: 'collection' }, { text: 'document' }]);
  expect(late.step?.state.reminders).toMatchObject([{ day: '2026-11-15' }]);
});
