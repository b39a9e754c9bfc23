import { describe, expect, test } from '@jest/globals';
import type { CaseState } from '../../../src/core/model/case.ts';
import { testDay } from '../../support/clock.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, underWay } from '../../support/turn.ts';

const day = 24 * 3_600_000;
const code = 'C4SE-0007';
const opened = turnOf('el fanal no funciona', {}).state.cases[0] as CaseState;
const closed: CaseState = {
  ...opened,
  ...{ status: 'closed', assignee: 'ann', escalations: [], closed: { at: testDay, by: 'ann', reason: 'resolved' } },
};
const state = underWay({
  cases: [closed],
  askedToRate: code,
  offered: [1, 2, 3, 4, 5].map((n) => `rate:${code}:${n}`),
});

describe('a citizen says how it went', () => {
  test.each([
    ['by a button', { kind: 'choice', value: `rate:${code}:4`, text: '4' }],
    ['by its number', '4'],
  ] as const)('%s', (_, content) => {
    const rated = turnOf(content, { state });
    expect(rated.events).toContainEqual({ type: 'case.rated', case: code, by: null, rating: 4 });
    expect(rated.state).toMatchObject({ askedToRate: null, cases: [{ rating: 4 }] });
    expect(rated.sideEffects).toEqual([{ type: 'index-cases' }]);
    expect(textsOf(rated)).toEqual(['rated ca']);
  });

  test.each([`rate:${code}:6`, `rate:${code}:0`, 'rate:XXXX-9999:4', 'rate:', `rate:${code}`])(
    'and nothing else: %s',
    (value) => {
      const rated = turnOf({ kind: 'choice', value, text: 'blah' }, { state });
      expect(eventsOf(rated)).not.toContain('case.rated');
      expect(rated.state.cases[0]?.rating).toBeNull();
    },
  );

  test('of a case that is open there is nothing to say yet', () => {
    const rated = turnOf(
      { kind: 'choice', value: `rate:${code}:4`, text: '4' },
      { state: underWay({ cases: [opened] }) },
    );
    expect(eventsOf(rated)).not.toContain('case.rated');
  });
});

describe('a case that was closed', () => {
  const later = testDay + 13 * day;
  const again = turnOf('el fanal no funciona', { state, revision: 9, now: later });

  test('is offered with the receipt of a new one, so that nothing waits for a choice', () => {
    expect(again.state.cases.map(({ code, status }) => [code, status])).toEqual([
      [code, 'closed'],
      ['C4SE-0009', 'open'],
    ]);
    expect(again.outbound[0]?.choices).toEqual([{ label: `choice.reopen ca ${code}`, value: `reopen:${code}` }]);
  });

  test('is opened again when the person says so, and takes the new one in', () => {
    const now = later + 60_000;
    const reopened = turnOf(
      { kind: 'choice', value: `reopen:${code}`, text: '' },
      { state: again.state, revision: 10, now },
    );
    expect(reopened.state.cases).toMatchObject([
      { code, status: 'open', reopened: 1, closed: null, assignee: 'ann', citizenAt: now, first: { metAt: null } },
      { code: 'C4SE-0009', status: 'closed', mergedInto: code, escalations: [] },
    ]);
    expect(reopened.state.cases[0]?.first?.dueAt).toBeGreaterThan(now);
    expect(reopened.events).toContainEqual({ type: 'case.reopened', case: code, by: null });
    expect(reopened.events).toContainEqual({ type: 'case.merged', case: 'C4SE-0009', by: null, into: code });
    expect(notificationsOf(reopened)).toMatchObject([{ reason: 'citizen-wrote', case: code, agents: ['ann'] }]);
    expect(textsOf(reopened)[0]).toMatch(/^caseReopened ca C4SE-0007/);
  });

  test('is opened again in public without showing others where it is followed', () => {
    const reopened = turnOf({ kind: 'choice', value: `reopen:${code}`, text: '' }, { state, surface: 'public' });
    expect(textsOf(reopened)).toEqual(['caseAddedPublic ca']);
    expect(eventsOf(reopened)).toContain('case.reopened');
  });

  test('stays closed after fourteen days', () => {
    const now = testDay + 14 * day;
    expect(turnOf('el fanal no funciona', { state, now }).outbound[0]?.choices).toEqual([]);
    const tried = turnOf({ kind: 'choice', value: `reopen:${code}`, text: 'blah' }, { state, now });
    expect(eventsOf(tried)).not.toContain('case.reopened');
  });

  test('is remembered as long as it is among the newest five', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({ ...closed, code: `OLD0-000${index}` }));
    const { cases } = turnOf('soc periodista', { state: underWay({ cases: [...many, opened] }), revision: 9 }).state;
    expect(cases.map((each) => each.code)).toEqual([
      ...['OLD0-0003', 'OLD0-0004', 'OLD0-0005', 'OLD0-0006', 'OLD0-0007', code, 'C4SE-0009'],
    ]);
  });
});
