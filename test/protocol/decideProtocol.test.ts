import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kinds } from '../../src/core/model/kind.ts';
import { dueTime, extendedTime, fractionTime } from '../../src/protocol/dueTime.ts';
import { type Condition, covers, type Duration, type Protocol, type Rule, traits } from '../../src/protocol/index.ts';
import { isWithin, type WorkingHours } from '../../src/protocol/time/index.ts';
import { deepFreeze } from '../support/deepFreeze.ts';
import { always, anyInstant, madrid, office } from './hours.ts';
import { decide, loadShipped, tuesday } from './shipped.ts';

let shipped: Protocol;
beforeAll(async () => {
  ({ shipped } = await loadShipped());
});

const anyCircumstances = fc.record({
  kind: fc.constantFrom(...kinds),
  traits: fc.subarray([...traits]),
  surface: fc.constantFrom('public' as const, 'private' as const),
  account: fc.record({
    id: fc.constantFrom('web', 'library'),
    department: fc.constantFrom(null, 'cultura'),
    hours: fc.constantFrom(null, always, office),
  }),
  department: fc.constantFrom(null, 'hisenda', 'nobody'),
  at: anyInstant,
});

describe('a decision', () => {
  test('is the same whenever it is asked, and touches nothing', () => {
    fc.assert(
      fc.property(anyCircumstances, (circumstances) => {
        deepFreeze(circumstances);
        expect(decide(shipped, circumstances)).toEqual(decide(shipped, circumstances));
      }),
    );
  });

  test('has deadlines after the message, and tells people in the order of time', () => {
    fc.assert(
      fc.property(anyCircumstances, (circumstances) => {
        const { first, resolution, escalations, opensAt } = decide(shipped, circumstances);
        for (const due of [first, resolution]) if (due) expect(due.at).toBeGreaterThanOrEqual(circumstances.at);
        if (resolution?.extendedAt) expect(resolution.extendedAt).toBeGreaterThan(resolution.at);
        expect(escalations.map(({ at }) => at)).toEqual(escalations.map(({ at }) => at).sort((a, b) => a - b));
        for (const { at } of escalations) expect(at).toBeGreaterThanOrEqual(circumstances.at);
        expect(opensAt).toBeGreaterThanOrEqual(circumstances.at);
      }),
    );
  });

  test('never sanctions anybody in private, nor without evidence and a condition that was broken', () => {
    fc.assert(
      fc.property(anyCircumstances, (circumstances) => {
        const { actions, evidence, breaks, confirmation } = decide(shipped, circumstances);
        if (!actions.some((action) => /^propose-/.test(action))) return;
        expect(circumstances.surface).toBe('public');
        expect([evidence.length, confirmation]).toEqual([4, 'person']);
        expect(breaks).not.toBeNull();
      }),
    );
  });

  test('goes by the department whose matter it is, then by the account’s, then by the citizens’ office', () => {
    const account = { id: 'library', department: 'cultura', hours: null };
    expect(decide(shipped, { kind: 'complaint', account, department: 'hisenda' }).department).toBe('hisenda');
    expect(decide(shipped, { kind: 'complaint', account }).department).toBe('cultura');
    expect(decide(shipped, { kind: 'complaint' }).department).toBe('oiac');
    expect(decide(shipped, { kind: 'press', department: 'hisenda' }).department).toBe('comunicacio');
  });

  test('counts the first answer by the hours of the account, the work by those of the department', () => {
    const account = { id: 'library', department: 'cultura', hours: always };
    const saturday = Date.parse('2026-11-28T20:00+01:00');
    const decision = decide(shipped, { kind: 'question', account, at: saturday });
    expect(decision.open).toBe(true);
    expect(decision.first?.at).toBe(saturday + 2 * 3_600_000);
    expect(new Date(decision.resolution?.at ?? 0).toISOString()).toBe('2026-12-02T23:00:00.000Z');
  });

  test('follows a rule of one account only there, and the first rule that applies', () => {
    const rule = shipped.rules.find(({ id }) => id === 'question') as Rule;
    const own: Rule = { ...rule, id: 'library-only', when: { ...rule.when, accounts: ['library'] } };
    const protocol = { ...shipped, rules: [own, ...shipped.rules] };
    const at = (id: string) =>
      decide(protocol, { kind: 'question', account: { id, department: null, hours: null } }).rule;
    expect([at('library'), at('web')]).toEqual(['library-only', 'question']);
  });

  test('says so when no rule applies', () => {
    expect(() => decide({ ...shipped, rules: [] }, { kind: 'question' })).toThrow('No rule of dialogs/protocol.yaml');
  });
});

describe('one condition covers another', () => {
  const all: Condition = { kinds: null, surface: null, accounts: null, hours: null, traits: [] };
  test.each([
    ['everything covers a kind', all, { ...all, kinds: ['question'] }, true],
    ['a kind does not cover everything', { ...all, kinds: ['question'] }, all, false],
    ['two kinds cover one', { ...all, kinds: ['question', 'spam'] }, { ...all, kinds: ['spam'] }, true],
    ['a kind does not cover another', { ...all, kinds: ['question'] }, { ...all, kinds: ['spam'] }, false],
    ['fewer traits cover more', { ...all, traits: ['fraud'] }, { ...all, traits: ['fraud', 'repeated'] }, true],
    ['more traits do not cover fewer', { ...all, traits: ['fraud', 'repeated'] }, { ...all, traits: ['fraud'] }, false],
    ['public does not cover private', { ...all, surface: 'public' }, { ...all, surface: 'private' }, false],
    ['open does not cover any hour', { ...all, hours: 'open' }, all, false],
    ['an account does not cover all', { ...all, accounts: ['web'] }, all, false],
  ] as const)('%s', (_, wide, narrow, expected) => {
    expect(covers(wide as Condition, narrow as Condition)).toBe(expected);
  });
});

describe('a deadline', () => {
  const work: WorkingHours = { hours: office, calendar: madrid };
  const anyDeadline: fc.Arbitrary<Duration> = fc.oneof(
    fc.record({ unit: fc.constant('working-hours' as const), amount: fc.integer({ min: 1, max: 40 }) }),
    fc.record({
      unit: fc.constant('working-days' as const),
      amount: fc.integer({ min: 1, max: 30 }),
      start: fc.constantFrom('arrival' as const, 'opening' as const),
    }),
    fc.record({
      unit: fc.constantFrom('calendar-days' as const, 'months' as const),
      amount: fc.integer({ min: 1, max: 12 }),
    }),
  );

  test('ends later the longer it is, and the later it begins', () => {
    fc.assert(
      fc.property(anyDeadline, anyInstant, fc.nat(1_000_000_000), (duration, from, later) => {
        const due = dueTime(duration, work, from);
        expect(due).toBeGreaterThan(from);
        expect(dueTime(duration, work, from + later)).toBeGreaterThanOrEqual(due);
        if (duration.unit === 'at-once') return;
        expect(dueTime({ ...duration, amount: duration.amount + 1 }, work, from)).toBeGreaterThan(due);
      }),
    );
  });

  test('tells in the order of its parts, before its end while it lasts, and when somebody is there afterwards', () => {
    fc.assert(
      fc.property(anyDeadline, anyInstant, (duration, from) => {
        const due = dueTime(duration, work, from);
        const at = [0, 0.5, 0.8, 1, 1.5].map((part) => fractionTime(duration, work, from, part));
        expect(at).toEqual([...at].sort((a, b) => a - b));
        expect(at[0]).toBe(from);
        expect(at[2]).toBeLessThanOrEqual(due);
        expect(at[3]).toBeGreaterThanOrEqual(due);
        if (duration.unit !== 'working-hours') expect(isWithin(work, at[3] ?? 0)).toBe(true);
      }),
    );
  });

  test('in days and months leaves out the day on which it begins, and lasts to the end of the last', () => {
    const iso = (duration: Duration) => new Date(dueTime(duration, work, tuesday)).toISOString();
    expect(iso({ unit: 'calendar-days', amount: 1 })).toBe('2026-11-25T23:00:00.000Z');
    expect(iso({ unit: 'working-days', amount: 1, start: 'arrival' })).toBe('2026-11-25T23:00:00.000Z');
    expect(iso({ unit: 'months', amount: 1 })).toBe('2026-12-24T23:00:00.000Z');
    // Through a change of clocks.
    const march = dueTime({ unit: 'months', amount: 1 }, work, Date.parse('2026-03-10T10:00+01:00'));
    expect(new Date(march).toISOString()).toBe('2026-04-10T22:00:00.000Z');
  });

  test('that is extended by half of 30 days lasts 15 more', () => {
    const duration: Duration = { unit: 'calendar-days', amount: 30 };
    expect(new Date(extendedTime(duration, work, tuesday, 0.5)).toISOString()).toBe('2027-01-08T23:00:00.000Z');
  });

  test('of one month that is extended by two is over after three, and by half after half of its days', () => {
    const iso = (extension: number) =>
      new Date(extendedTime({ unit: 'months', amount: 1 }, work, tuesday, extension)).toISOString();
    expect(iso(2)).toBe('2027-02-24T23:00:00.000Z');
    expect(iso(0.5)).toBe('2027-01-08T23:00:00.000Z');
  });
});
