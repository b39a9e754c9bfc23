import { describe, expect, test } from '@jest/globals';
import { hasBrokenGlass } from '../../../src/core/cases/caseVisibility.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { testDay } from '../../support/clock.ts';
import { caseIn, caseWith, code, doing, hour, notifications, ona, pau, refusal, said, stateWith } from './desk.ts';

const open: StaffCommand = {
  kind: 'break-glass',
  reason: 'The person says they told us before.',
  cases: ['BBBB-2222'],
};
const state = stateWith([caseWith({})], {});

describe('opening what belongs to other cases', () => {
  test('is recorded with who did it and which cases it was, told to who leads, and never to the citizen', () => {
    const result = doing(state, ona, open, {});
    const until = testDay + 4 * hour;
    expect(result.events).toEqual([{ type: 'case.glass-broken', case: code, by: 'ona', cases: ['BBBB-2222'], until }]);
    expect(notifications(result)).toMatchObject([
      { reason: 'glass-broken', case: code, agents: [], roles: ['supervisor'] },
    ]);
    expect(said(result)).toEqual([]);
    // The reason is sealed with the command, as texts are.
    expect(JSON.stringify([result.state, result.events, result.sideEffects])).not.toContain('told us');
  });

  test('lasts for one sitting, for one person, and can be done again', () => {
    const opened = caseIn(doing(state, ona, open, {})) ?? caseWith({});
    expect(hasBrokenGlass(opened, 'ona', testDay + 4 * hour - 1)).toBe(true);
    expect(hasBrokenGlass(opened, 'ona', testDay + 4 * hour)).toBe(false);
    expect(hasBrokenGlass(opened, 'pau', testDay)).toBe(false);
    const later = doing(stateWith([opened], {}), pau, open, { now: testDay + 2 * hour });
    expect(caseIn(later)?.glass?.map(({ by }) => by)).toEqual(['ona', 'pau']);
    const again = doing(stateWith([caseIn(later) ?? opened], {}), ona, open, { now: testDay + 5 * hour });
    expect(caseIn(again)?.glass).toEqual([
      { by: 'pau', until: testDay + 6 * hour },
      { by: 'ona', until: testDay + 9 * hour },
    ]);
  });

  test('needs a reason that says something, and can be done in a closed case', () => {
    expect(refusal(state, ona, { ...open, reason: '  because  ' }, {})).toBe('case.step');
    const closed = stateWith([caseWith({ status: 'closed' })], {});
    expect(refusal(closed, ona, open, {})).toBeNull();
  });
});
