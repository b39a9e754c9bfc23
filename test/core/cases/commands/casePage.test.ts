import { describe, expect, test } from '@jest/globals';
import { type CasePageAct, decideCasePage } from '../../../../src/core/cases/commands/fromCasePage.ts';
import type { CaseState } from '../../../../src/core/model/case.ts';
import { testDay } from '../../../support/clock.ts';
import { eventsOf, turnOf, underWay } from '../../../support/turn.ts';

const code = 'C4SE-0007';
const opened = turnOf('el fanal no funciona', {}).state.cases[0] as CaseState;
const closed: CaseState = {
  ...opened,
  ...{ status: 'closed', assignee: 'ann', escalations: [], closed: { at: testDay, by: 'ann', reason: 'resolved' } },
};
const act = (caseState: CaseState, done: CasePageAct, name = code) =>
  decideCasePage(underWay({ cases: [caseState], askedToRate: code }), done, {
    code: name,
    now: testDay + 1,
    revision: 9,
    codeAt: (revision) => String(246_810 + revision),
  });

describe('on the page of a case its citizen', () => {
  test('writes, and who has it hears of it; nothing is said in the conversation', () => {
    const written = act({ ...opened, assignee: 'ann' }, { kind: 'write' });
    expect(written.events).toEqual([{ type: 'case.added', case: code, by: null }]);
    expect(written.state.cases[0]).toMatchObject({ citizenAt: testDay + 1, status: 'open' });
    expect(written.sideEffects.map(({ type }) => type)).toEqual(['notify', 'index-cases']);
    expect(written.outbound).toEqual([]);
  });

  test('writes in one that sleeps, which wakes, or is closed, which staff hear of', () => {
    const snoozed = act({ ...opened, status: 'snoozed', snoozedUntil: testDay + 9 }, { kind: 'write' });
    expect(snoozed.state.cases[0]).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(act(closed, { kind: 'write' }).sideEffects).toMatchObject([
      { type: 'notify', notification: { reason: 'citizen-wrote', agents: ['ann'] } },
      { type: 'index-cases' },
    ]);
  });

  test('withdraws it, once', () => {
    const withdrawn = act(opened, { kind: 'withdraw' });
    expect(eventsOf({ ...withdrawn, slots: {}, collected: null })).toEqual(['case.added', 'case.closed']);
    expect(withdrawn.state.cases[0]).toMatchObject({ status: 'closed', escalations: [] });
    expect(() => act(closed, { kind: 'withdraw' })).toThrow(expect.objectContaining({ code: 'case.step' }));
  });

  test('rates it once it is closed, and once only', () => {
    const rated = act(closed, { kind: 'rate', rating: 2 });
    expect(rated.events).toEqual([{ type: 'case.rated', case: code, by: null, rating: 2 }]);
    expect(rated.state).toMatchObject({ askedToRate: null, cases: [{ rating: 2 }] });
    for (const other of [opened, { ...closed, rating: 4 }, { ...closed, mergedInto: 'C4SE-0001' }])
      expect(() => act(other, { kind: 'rate', rating: 2 })).toThrow(expect.objectContaining({ code: 'case.step' }));
  });

  test('does nothing in one that is gone', () => {
    expect(() => act(opened, { kind: 'write' }, 'C4SE-0001')).toThrow(
      expect.objectContaining({ code: 'case.unknown' }),
    );
  });
});
