import { describe, expect, test } from '@jest/globals';
import type { Proposal, SanctionKind } from '../../../src/core/model/case.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { testDay } from '../../support/clock.ts';
import {
  boss,
  caseIn,
  caseWith,
  code,
  doing,
  happenings,
  notifications,
  ona,
  refusal,
  said,
  stateWith,
} from './desk.ts';

const propose = (evidence: number): StaffCommand => ({
  ...{ kind: 'propose', sanction: 'warning', breaks: 'respectful', evidence, reason: 'internal words' },
});
const decide = (accept: boolean): StaffCommand => ({
  kind: 'decide',
  proposal: '1',
  accept,
  reason: 'You insulted a person.',
});
const proposed = (sanction: SanctionKind, changes: Partial<Proposal>) =>
  stateWith(
    [
      caseWith({
        proposals: [
          { id: '1', sanction, by: { rule: 'insult' }, breaks: 'respectful', evidence: 1, decided: null, ...changes },
        ],
      }),
    ],
    {},
  );

describe('a proposal', () => {
  test('is put down with its evidence; the citizen hears nothing, and nobody is punished yet', () => {
    const state = stateWith([caseWith({})], {});
    const result = doing(state, ona, propose(3), {});
    expect(caseIn(result)?.proposals).toEqual([
      { id: '1', sanction: 'warning', by: { agent: 'ona' }, breaks: 'respectful', evidence: 3, decided: null },
    ]);
    expect(result.events).toEqual([
      { type: 'case.proposed', proposal: '1', sanction: 'warning', rule: null, case: code, by: 'ona' },
    ]);
    expect(said(result)).toEqual([]);
    // Who decides is told that there is something to decide.
    expect(notifications(result)).toMatchObject([{ case: code, agents: [], roles: ['supervisor'] }]);
    expect(result.state.breaches).toBe(0);
    expect(JSON.stringify([result.state, result.events])).not.toContain('internal');
  });

  test.each([0, 5, 1.5, Number.NaN])('needs a message of the conversation: not %p of 4', (evidence) => {
    expect(refusal(stateWith([caseWith({})], {}), ona, propose(evidence), {})).toBe('case.step');
  });

  test('is made once, while it waits', () => {
    expect(refusal(proposed('warning', { evidence: 3 }), ona, propose(3), {})).toBe('case.step');
    const refused = { by: 'boss', at: 1, accepted: false };
    const again = doing(proposed('warning', { evidence: 3, decided: refused }), ona, propose(3), {});
    expect(caseIn(again)?.proposals.map(({ id }) => id)).toEqual(['1', '2']);
  });
});

describe('a decision', () => {
  test.each(['warning', 'block'] as const)(
    'for a %s counts as a breach, and the citizen learns why and what to do',
    (sanction) => {
      const result = doing(proposed(sanction, {}), boss, decide(true), {});
      expect(result.state.breaches).toBe(1);
      expect(caseIn(result)?.proposals[0]?.decided).toEqual({ by: 'boss', at: testDay, accepted: true });
      expect(result.events).toEqual([
        { type: 'case.decided', proposal: '1', sanction, accepted: true, case: code, by: 'boss' },
      ]);
      const phrase = sanction === 'warning' ? 'warned' : 'blocked';
      // Its condition, in the protocol's words, and not what staff wrote for each other.
      expect(said(result)).toEqual([`${phrase} ca ${code} respectful ca`]);
      expect(JSON.stringify([result.outbound, result.state, result.events])).not.toContain('insulted');
    },
  );

  test.each(['warning', 'block'] as const)(
    'for a %s that names no condition is refused: the citizen could not be told why',
    (sanction) => {
      expect(refusal(proposed(sanction, { breaks: null }), boss, decide(true), {})).toBe('case.step');
      const inboxCommand = { ...propose(3), sanction, breaks: null } as StaffCommand;
      expect(refusal(stateWith([caseWith({})], {}), ona, inboxCommand, {})).toBe('case.step');
      // It can be rejected, and what takes a message away needs none.
      expect(doing(proposed(sanction, { breaks: null }), boss, decide(false), {}).outbound).toEqual([]);
      const removal = { ...inboxCommand, sanction: 'removal' } as StaffCommand;
      expect(doing(stateWith([caseWith({})], {}), ona, removal, {}).outbound).toEqual([]);
    },
  );

  test('for a removal is for a person to carry out: nobody is told, and it is no breach', () => {
    const result = doing(proposed('removal', {}), boss, decide(true), {});
    expect(said(result)).toEqual([]);
    expect(result.state.breaches).toBe(0);
    expect(happenings(result)).toEqual(['case.decided']);
  });

  test('against it leaves the citizen in peace', () => {
    const result = doing(proposed('block', {}), boss, decide(false), {});
    expect(said(result)).toEqual([]);
    expect(result.state.breaches).toBe(0);
    expect(caseIn(result)?.proposals[0]?.decided?.accepted).toBe(false);
  });

  test('is made once, and of what was proposed', () => {
    const decided = { by: 'boss', at: 1, accepted: true };
    expect(refusal(proposed('block', { decided }), boss, decide(true), {})).toBe('case.step');
    expect(refusal(stateWith([caseWith({})], {}), boss, decide(true), {})).toBe('case.step');
  });

  test('is told to who proposed it, or to who has the case', () => {
    const byOna = doing(proposed('block', { by: { agent: 'ona' } }), boss, decide(false), {});
    expect(notifications(byOna)).toMatchObject([{ agents: ['ona'], roles: [] }]);
    expect(notifications(doing(proposed('block', {}), boss, decide(false), {}))).toEqual([]);
  });

  test('is not for those who only propose', () => {
    expect(refusal(proposed('block', {}), ona, decide(true), {})).toBe('auth.refused');
  });

  test('can also be made after the case was closed', () => {
    const state = proposed('warning', {});
    const cases = state.cases.map((each) => ({ ...each, status: 'closed' as const }));
    expect(doing({ ...state, cases }, boss, decide(true), {}).state.breaches).toBe(1);
  });
});
