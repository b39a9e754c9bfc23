import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/core/model/case.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import type { RetentionPolicy } from '../../../src/core/model/rights/retention.ts';
import { endOfRetention } from '../../../src/rights/retention/endOf.ts';
import { type PlanDeps, type PlannedCommit, planErasure, ruleFor } from '../../../src/rights/retention/plan.ts';
import { caseStateOf } from '../../support/caseState.ts';

const day = 86_400_000;
const said = { ca: 'x', es: 'x', en: 'x' };
const rule = (id: string, days: number) =>
  ({ id, keep: { unit: 'calendar-days', amount: days }, binding: 'own', cites: ['own'], say: said }) as const;

const policy: RetentionPolicy = {
  conversation: rule('conversation', 100),
  cases: [
    { ...rule('spam', 10), kinds: null, outcomes: ['spam'] },
    { ...rule('long', 1_000), kinds: ['data-subject'], outcomes: null },
    { ...rule('case', 300), kinds: null, outcomes: null },
  ],
};

const deps = (at: number, changes: Partial<PlanDeps>): PlanDeps => ({
  policy,
  endOf: ({ amount }, from) => from + amount * day,
  isAlive: () => true,
  at: at * day,
  ...changes,
});

const received: Event = { type: 'message.received', kind: 'text' };

/** A commit on a day, under a key. */
function on(
  revision: number,
  at: number,
  keyId: string,
  { cases = [], events = [received] }: { cases?: readonly CaseState[]; events?: readonly Event[] },
): PlannedCommit {
  return { revision, at: at * day, keyId, events, state: { ...newConversation(0), cases } };
}

const opened = (code: string): Event => ({
  type: 'case.opened',
  case: code,
  by: null,
  kind: 'complaint',
  rule: 'r',
  protocol: 'p',
  department: 'oiac',
  firstDueAt: null,
  resolutionDueAt: null,
});

const closed = (code: string, at: number, changes: Partial<CaseState>) =>
  caseStateOf(code, 0, { status: 'closed', closed: { at: at * day, by: null, reason: 'resolved' }, ...changes });

describe('what has passed its time', () => {
  test('is a conversation whose last message is long ago, and not a day before', () => {
    const commits = [on(1, 0, 'k1', {}), on(2, 5, 'k1', {})];
    expect(planErasure(commits, deps(104, {}))).toBeNull();
    expect(planErasure(commits, deps(105, {}))).toEqual({
      dueAt: 105 * day,
      rule: 'conversation',
      stop: null,
      stretches: 1,
      cases: [],
      before: null,
    });
  });

  test('is not a conversation with a case until the time of the case is over, too', () => {
    const commits = [on(1, 0, 'k1', { events: [received, opened('A')], cases: [closed('A', 20, {})] })];
    expect(planErasure(commits, deps(319, {}))).toBeNull();
    expect(planErasure(commits, deps(320, {}))).toMatchObject({ rule: 'case', dueAt: 320 * day, cases: ['A'] });
  });

  test('of a case closed as spam ends with the conversation', () => {
    const spam = closed('A', 1, { closed: { at: day, by: null, reason: 'spam' } });
    const commits = [on(1, 0, 'k1', { events: [received, opened('A')], cases: [spam] })];
    expect(planErasure(commits, deps(100, {}))).toMatchObject({ rule: 'conversation', stop: null });
  });

  test('stays while a case is open, is held, or the person had it restricted, and says which', () => {
    const events = [received, opened('A')];
    const stopWith = (caseState: CaseState, restricted: boolean) => {
      const commit = on(1, 0, 'k1', { events, cases: [caseState] });
      const state = restricted ? { ...commit.state, restricted: { by: null, since: 0 } } : commit.state;
      return planErasure([{ ...commit, state } as PlannedCommit], deps(2_000, {}))?.stop;
    };
    expect(stopWith(caseStateOf('A', 0, {}), false)).toBe('open');
    expect(stopWith(closed('A', 1, { hold: { by: 'anna', since: 1 } }), false)).toBe('held');
    expect(stopWith(closed('A', 1, { hold: null }), false)).toBeNull();
    expect(stopWith(closed('A', 1, {}), true)).toBe('restricted');
  });

  test('of a person who goes on writing is each visit by itself, the oldest first', () => {
    const commits = [on(1, 0, 'k1', {}), on(2, 90, 'k2', {}), on(3, 180, 'k3', {})];
    expect(planErasure(commits, deps(120, {}))).toMatchObject({ stretches: 1, before: { key: 'k2', revision: 2 } });
    expect(planErasure(commits, deps(200, {}))).toMatchObject({ stretches: 2, before: { key: 'k3', revision: 3 } });
    const isAlive = (keyId: string) => keyId !== 'k1';
    expect(planErasure(commits, deps(120, { isAlive }))).toBeNull();
    expect(planErasure(commits, deps(200, { isAlive }))).toMatchObject({ stretches: 1, before: { key: 'k3' } });
  });

  test('of an open case keeps its visit, and not the one before', () => {
    const commits = [on(1, 0, 'k1', {}), on(2, 90, 'k2', { events: [opened('A')], cases: [caseStateOf('A', 0, {})] })];
    expect(planErasure(commits, deps(2_000, {}))).toMatchObject({ stop: null, before: { key: 'k2', revision: 2 } });
  });

  test('does not overtake an earlier visit that is kept for longer', () => {
    const long = closed('A', 1, { kind: 'data-subject' });
    const commits = [on(1, 0, 'k1', { events: [received, opened('A')], cases: [long] }), on(2, 90, 'k2', {})];
    expect(planErasure(commits, deps(900, {}))).toBeNull();
    expect(planErasure(commits, deps(1_001, {}))).toMatchObject({ rule: 'long', stretches: 2, before: null });
  });

  test('is nothing where all was erased already', () => {
    const erased: Event = { type: 'content.erased', by: null, cause: 'retention', rule: 'case', until: 1 };
    const commits = [on(1, 0, 'k1', {}), on(2, 90, 'k2', { events: [erased] })];
    expect(planErasure(commits, deps(2_000, { isAlive: (keyId) => keyId !== 'k1' }))).toBeNull();
    // What could not be destroyed then is destroyed now.
    expect(planErasure(commits, deps(2_000, {}))).toMatchObject({ stretches: 1, before: null });
  });

  test('what the person wrote to have it erased is kept as anything else', () => {
    const erased: Event = { type: 'content.erased', by: null, cause: 'citizen', rule: null, until: 1 };
    const commits = [on(1, 0, 'k1', {}), on(2, 90, 'k2', { events: [received, erased] })];
    const isAlive = (keyId: string) => keyId === 'k2';
    expect(planErasure(commits, deps(189, { isAlive }))).toBeNull();
    expect(planErasure(commits, deps(190, { isAlive }))).toMatchObject({ stretches: 1, before: null });
  });

  test('never holds anything younger than every rule, whatever was said when', () => {
    const step = fc.record({
      gap: fc.nat(200),
      rotates: fc.boolean(),
      opens: fc.boolean(),
      closesAfter: fc.option(fc.nat(400), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.nat(2_000), (steps, at) => {
        let now = 0;
        let key = 0;
        const cases: CaseState[] = [];
        const commits = steps.map(({ gap, rotates, opens, closesAfter }, index) => {
          now += gap;
          if (rotates) key += 1;
          const code = `C${index}`;
          if (opens)
            cases.push(closesAfter === null ? caseStateOf(code, now, {}) : closed(code, now + closesAfter, {}));
          const events = opens ? [received, opened(code)] : [received];
          return on(index + 1, now, `k${key}`, { events, cases: [...cases] });
        });
        const plan = planErasure(commits, deps(at, {}));
        if (plan === null || plan.stop !== null) return;
        const until = plan.before?.revision ?? Number.POSITIVE_INFINITY;
        const gone = commits.filter(({ revision }) => revision < until);
        for (const commit of gone) expect(commit.at + 100 * day).toBeLessThanOrEqual(at * day);
        const codes = gone.flatMap(({ events }) => events.flatMap((event) => ('case' in event ? [event.case] : [])));
        for (const code of codes) {
          const closedAt = cases.find((each) => each.code === code)?.closed?.at ?? Number.NaN;
          expect(closedAt).toBeLessThanOrEqual((at - 300) * day);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('the first rule that applies to kind and outcome counts', () => {
  const idFor = (changes: Partial<CaseState>) => ruleFor(policy, closed('A', 1, changes))?.id;
  expect(idFor({})).toBe('case');
  expect(idFor({ kind: 'data-subject' })).toBe('long');
  expect(idFor({ kind: 'data-subject', closed: { at: 1, by: null, reason: 'spam' } })).toBe('spam');
});

test('months end with the day of the town, also where summer time or a short month lies between', () => {
  const from = Date.parse('2026-08-31T21:30:00Z');
  const end = (unit: 'months' | 'calendar-days', amount: number) =>
    new Date(endOfRetention({ unit, amount }, 'Europe/Madrid', from)).toISOString();
  // 23:30 in the town: still 31 August there.
  expect(end('months', 6)).toBe('2027-02-28T23:00:00.000Z');
  expect(end('calendar-days', 1)).toBe('2026-09-01T22:00:00.000Z');
});
