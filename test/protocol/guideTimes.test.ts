import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Kind } from '../../src/core/model/kind.ts';
import { locales } from '../../src/core/model/locale.ts';
import type { Duration, Protocol, Trait } from '../../src/protocol/index.ts';
import { decide, loadShipped, tuesday } from './shipped.ts';

let shipped: Protocol;
beforeAll(async () => {
  ({ shipped } = await loadShipped());
});

interface Time {
  readonly kind: Kind;
  readonly traits?: readonly Trait[];
  readonly at?: string;
  readonly of: 'first' | 'resolution';
  readonly duration: Duration;
  /** The last moment, or the end of the last day. */
  readonly until: string;
  readonly cites: string;
  readonly administrativeSilence?: string;
}

/** The guide's table of times, row by row, with the days worked out by hand. */
const times: readonly (readonly [string, Time])[] = [
  [
    'answer to a question in a chat channel',
    {
      kind: 'question',
      of: 'first',
      duration: { unit: 'working-hours', amount: 2 },
      until: '2026-11-24T12:00+01:00',
      cites: 'G9',
    },
  ],
  [
    'answer to a complaint in a chat channel',
    {
      kind: 'complaint',
      of: 'first',
      duration: { unit: 'working-hours', amount: 2 },
      until: '2026-11-24T12:00+01:00',
      cites: 'G7',
    },
  ],
  [
    'the same on a Friday afternoon, handled on resuming',
    {
      kind: 'complaint',
      at: '2026-11-27T15:00+01:00',
      of: 'first',
      duration: { unit: 'working-hours', amount: 2 },
      until: '2026-11-30T11:00+01:00',
      cites: 'G9',
    },
  ],
  [
    'house rule',
    {
      kind: 'question',
      of: 'resolution',
      duration: { unit: 'working-days', amount: 2, start: 'opening' },
      until: '2026-11-27T00:00+01:00',
      cites: 'GDS',
    },
  ],
  [
    'house rule outside hours: handled on resuming',
    {
      kind: 'question',
      at: '2026-11-27T20:00+01:00',
      of: 'resolution',
      duration: { unit: 'working-days', amount: 2, start: 'opening' },
      until: '2026-12-03T00:00+01:00',
      cites: 'GDS',
    },
  ],
  [
    'mailbox of a citizens’ office',
    {
      kind: 'person',
      at: '2026-11-24T22:00+01:00',
      of: 'first',
      duration: { unit: 'working-days', amount: 1, start: 'opening' },
      until: '2026-11-27T00:00+01:00',
      cites: 'Premià de Dalt',
    },
  ],
  [
    'complaint, full answer',
    {
      kind: 'complaint',
      of: 'resolution',
      duration: { unit: 'calendar-days', amount: 30 },
      until: '2026-12-25T00:00+01:00',
      cites: 'Barcelona art. 93',
    },
  ],
  [
    'incident, full answer',
    {
      kind: 'incident',
      of: 'resolution',
      duration: { unit: 'calendar-days', amount: 30 },
      until: '2026-12-25T00:00+01:00',
      cites: 'Barcelona art. 93',
    },
  ],
  [
    'receipt of a request',
    {
      kind: 'information-request',
      of: 'first',
      duration: { unit: 'at-once' },
      until: '2026-11-24T10:00+01:00',
      cites: 'Llei 19/2014 art. 27.5',
    },
  ],
  [
    'forward a request to the body that is competent',
    {
      kind: 'information-request',
      traits: ['other-body'],
      of: 'resolution',
      duration: { unit: 'calendar-days', amount: 15 },
      until: '2026-12-10T00:00+01:00',
      cites: 'Llei 19/2014 art. 30',
    },
  ],
  [
    'reply to a request for public information',
    {
      kind: 'information-request',
      of: 'resolution',
      duration: { unit: 'months', amount: 1 },
      until: '2026-12-25T00:00+01:00',
      cites: 'Llei 19/2014 art. 33',
      administrativeSilence: 'consent',
    },
  ],
  [
    'the same from the end of a month',
    {
      kind: 'information-request',
      at: '2027-01-29T10:00+01:00',
      of: 'resolution',
      duration: { unit: 'months', amount: 1 },
      until: '2027-03-01T00:00+01:00',
      cites: 'Llei 19/2014 art. 33',
      administrativeSilence: 'consent',
    },
  ],
  [
    'reasoned reply to a proposal',
    {
      kind: 'suggestion',
      of: 'resolution',
      duration: { unit: 'calendar-days', amount: 30 },
      until: '2026-12-25T00:00+01:00',
      cites: 'Llei 19/2014 art. 67.1',
    },
  ],
  [
    'feedback on accessibility',
    {
      kind: 'complaint',
      traits: ['accessibility'],
      of: 'resolution',
      duration: { unit: 'working-days', amount: 20, start: 'arrival' },
      until: '2026-12-24T00:00+01:00',
      cites: 'RD 1112/2018 art. 12.3',
    },
  ],
  [
    'the data-protection officer answers',
    {
      kind: 'question',
      traits: ['data-protection'],
      of: 'resolution',
      duration: { unit: 'months', amount: 2 },
      until: '2027-01-25T00:00+01:00',
      cites: 'LOPDGDD art. 37',
    },
  ],
];

describe('by when, as the guide says', () => {
  test.each(times)('%s', (_, { kind, traits = [], at, of, duration, until, cites, administrativeSilence }) => {
    const decision = decide(shipped, { kind, traits, at: at === undefined ? tuesday : Date.parse(at) });
    const due = decision[of];
    expect(due?.duration).toEqual(duration);
    expect(new Date(due?.at ?? 0).toISOString()).toBe(new Date(until).toISOString());
    expect(due?.cites).toContain(cites);
    if (administrativeSilence !== undefined) expect(decision.administrativeSilence).toBe(administrativeSilence);
  });

  test('a request for public information may take half as long again, and silence is consent', () => {
    const { resolution, administrativeSilence } = decide(shipped, { kind: 'information-request' });
    expect(resolution?.extension).toBe(0.5);
    // 30 days, and 15 more.
    expect(new Date(resolution?.extendedAt ?? 0).toISOString()).toBe('2027-01-08T23:00:00.000Z');
    expect(shipped.administrativeSilence[administrativeSilence]?.cites).toEqual(['Llei 19/2014 art. 35']);
  });

  test('a receipt of a request says date, body, person and deadline', () => {
    const { reply } = decide(shipped, { kind: 'information-request' });
    for (const locale of locales) {
      const text = shipped.replies[reply ?? '']?.[locale] ?? '';
      for (const name of ['date', 'department', 'responsible', 'deadline', 'code', 'administrativeSilence']) {
        expect(text).toContain(`{{${name}}}`);
      }
    }
  });

  test('a procedure begins in the electronic office, where its three months begin, not in a chat', () => {
    const { reply, resolution, administrativeSilence } = decide(shipped, { kind: 'question', traits: ['procedure'] });
    expect(resolution).toBeNull();
    for (const locale of locales) {
      expect(shipped.replies[reply ?? '']?.[locale]).toContain('{{electronicOffice}}');
      expect(shipped.administrativeSilence[administrativeSilence]?.say[locale]).toMatch(/\b3 m/);
    }
    expect(shipped.administrativeSilence[administrativeSilence]?.cites).toEqual(['Ley 39/2015 art. 21']);
  });

  test('on holidays somebody looks at least four times', () => {
    const { checks, open, opensAt } = decide(shipped, { kind: 'complaint', at: Date.parse('2026-12-25T10:00+01:00') });
    expect({ checks, open }).toEqual({ checks: 4, open: false });
    expect(new Date(opensAt).toISOString()).toBe('2026-12-28T08:00:00.000Z');
    expect(shipped.freeDays.cites).toEqual(['VLC']);
    expect(decide(shipped, { kind: 'complaint' }).checks).toBeNull();
  });

  test('anybody who is slow is told first, and the communication office last', () => {
    const { escalations } = decide(shipped, { kind: 'complaint' });
    const first = escalations.filter(({ of }) => of === 'first');
    expect(first.map(({ fraction, roles }) => [fraction, ...roles])).toEqual([
      [0.5, 'agent'],
      [0.8, 'supervisor'],
      [1, 'area-head'],
      [1.5, 'communication-office'],
    ]);
    expect(first.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '10:00',
      '10:36',
      '11:00',
      '12:00',
    ]);
  });
});
