import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { helpAt } from '../../../src/core/cases/agentInactivity.ts';
import { nextMoment } from '../../../src/core/cases/deadlines.ts';
import { tickCases } from '../../../src/core/cases/escalation.ts';
import type { CaseEscalation, CaseState } from '../../../src/core/model/case.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { caseIn, caseWith, code, deadlineAt, doing, happenings, hour, notifications, ona, stateWith } from './desk.ts';

const escalation = (hours: number, of: CaseEscalation['of'], roles: readonly string[]): CaseEscalation => ({
  at: testDay + hours * hour,
  of,
  fraction: 0.5,
  roles,
});
const tick = (caseState: CaseState, hours: number) =>
  tickCases(deepFreeze(stateWith([caseState], {})), testDay + hours * hour);

describe('an escalation step', () => {
  const laddered = caseWith({
    first: deadlineAt(4),
    escalations: [
      escalation(1, 'first', ['agent']),
      escalation(2, 'first', ['agent', 'supervisor']),
      escalation(9, 'resolution', ['area-head']),
    ],
  });

  test('whose moment came is told once, with its department and what is due', () => {
    const result = tick(laddered, 1);
    expect(result.events).toEqual([
      { type: 'case.escalated', case: code, by: null, roles: ['agent'], of: 'first', fraction: 0.5 },
    ]);
    expect(notifications(result)).toEqual([
      { reason: 'deadline', case: code, department: 'oiac', agents: [], roles: ['agent'], dueAt: deadlineAt(4).dueAt },
    ]);
    expect(result.sideEffects.at(-1)).toEqual({ type: 'index-cases' });
    expect(caseIn(result)).toMatchObject({ escalations: laddered.escalations.slice(1), escalatedTo: 'agent' });
    expect(result.outbound).toEqual([]);
    const again = tickCases(result.state, testDay + hour);
    expect(again).toEqual({ state: result.state, events: [], outbound: [], sideEffects: [] });
  });

  test('that lies behind another one, as after a night, is told with it', () => {
    const result = tick(laddered, 3);
    expect(happenings(result)).toEqual(['case.escalated', 'case.escalated']);
    expect(caseIn(result)?.escalatedTo).toBe('supervisor');
  });

  test('of a case that somebody has is told to them by name, and to those above', () => {
    expect(
      notifications(tick({ ...laddered, assignee: 'ona' }, 2)).map(({ agents, roles }) => [agents, roles]),
    ).toEqual([
      [['ona'], []],
      [['ona'], ['supervisor']],
    ]);
  });

  test('of a deadline that was met nobody is notified, and is gone all the same', () => {
    const met = { ...laddered, first: { ...deadlineAt(4), metAt: testDay } };
    const result = tick(met, 3);
    expect(result.events).toEqual([]);
    expect(caseIn(result)?.escalations).toEqual(laddered.escalations.slice(2));
  });

  test('of a case that is put off is told: deadlines do not wait', () => {
    const result = tick({ ...laddered, status: 'snoozed', snoozedUntil: testDay + 5 * hour }, 1);
    expect(happenings(result)).toEqual(['case.escalated']);
  });
});

describe('a deadline that passes unmet', () => {
  test('is a breach, once, and told to who leads', () => {
    const caseState = caseWith({ first: deadlineAt(1), assignee: 'ona' });
    expect(tick(caseState, 0.5).events).toEqual([]);
    const result = tick(caseState, 1);
    expect(result.events).toEqual([{ type: 'case.breached', case: code, by: null, deadline: 'first' }]);
    expect(caseIn(result)?.first).toEqual({ ...deadlineAt(1), breached: true });
    expect(notifications(result)).toMatchObject([{ reason: 'breached', agents: ['ona'], roles: ['supervisor'] }]);
    expect(tickCases(result.state, testDay + 2 * hour).events).toEqual([]);
  });

  test('is none when it was met', () => {
    const caseState = caseWith({ first: { ...deadlineAt(1), metAt: testDay }, resolution: null });
    expect(tick(caseState, 99).events).toEqual([]);
  });
});

describe('a case that was put off', () => {
  const caseState = caseWith({ status: 'snoozed', snoozedUntil: testDay + hour, assignee: 'ona', first: null });

  test('is at hand again when its time has come, and the person who has it is told', () => {
    expect(tick(caseState, 0.9).events).toEqual([]);
    const result = tick(caseState, 1);
    expect(caseIn(result)).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(result.events).toEqual([{ type: 'case.unsnoozed', case: code, by: null }]);
    expect(notifications(result)).toMatchObject([{ agents: ['ona'], roles: [] }]);
  });
});

describe('somebody who serves and does not answer', () => {
  const waiting = caseWith({ first: { ...deadlineAt(1), metAt: testDay }, resolution: null, assignee: 'ona' });
  const takeover = { by: 'ona', since: testDay, case: code };
  const later = (caseState: CaseState, minutes: number) =>
    tickCases(deepFreeze(stateWith([caseState], { takeover })), testDay + minutes * 60_000);

  test('for twenty minutes is told to who leads, once: the bot is silent, and nobody else would notice', () => {
    expect(later(waiting, 19).events).toEqual([]);
    const result = later(waiting, 20);
    expect(happenings(result)).toEqual(['case.escalated']);
    expect(notifications(result)).toMatchObject([{ reason: 'citizen-wrote', agents: ['ona'], roles: ['supervisor'] }]);
    expect(result.state.takeover).toEqual(takeover);
    expect(tickCases(result.state, testDay + 9 * hour).events).toEqual([]);
  });

  test('is told again when they have answered in between', () => {
    const { state } = later(waiting, 20);
    const answered = doing(state, ona, { kind: 'reply', text: 'Hola', files: [] }, { now: testDay + hour });
    const [caseState] = answered.state.cases;
    expect(caseState?.escalatedTo).toBeNull();
    const again = { ...answered.state, cases: [{ ...waiting, ...caseState, citizenAt: testDay + 2 * hour }] };
    expect(happenings(tickCases(again, testDay + 3 * hour))).toEqual(['case.escalated']);
  });

  test('is no matter while they have answered, or while the bot serves', () => {
    expect(later({ ...waiting, staffAt: testDay }, 99).events).toEqual([]);
    expect(tickCases(stateWith([waiting], {}), testDay + 9 * hour).events).toEqual([]);
  });
});

test('nothing is done with a closed case', () => {
  const closed = { at: 1, by: null, reason: 'resolved' } as const;
  const caseState = caseWith({
    status: 'closed',
    closed,
    first: deadlineAt(-1),
    escalations: [escalation(-1, 'first', ['agent'])],
  });
  expect(tick(caseState, 99).events).toEqual([]);
});

describe('whatever the cases', () => {
  const anyCase = fc
    .record({
      first: fc.option(fc.record({ dueAt: fc.integer({ min: -9, max: 9 }), isMet: fc.boolean() })),
      status: fc.constantFrom('open' as const, 'snoozed' as const, 'closed' as const),
      snoozedUntil: fc.integer({ min: -9, max: 9 }),
      escalations: fc.array(
        fc.record({
          at: fc.integer({ min: -9, max: 9 }),
          of: fc.constantFrom('first' as const, 'resolution' as const),
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ first, status, snoozedUntil, escalations }) =>
      caseWith({
        ...{ status, snoozedUntil: status === 'snoozed' ? testDay + snoozedUntil : null },
        first: first && { id: 'x', dueAt: testDay + first.dueAt, metAt: first.isMet ? testDay : null, breached: false },
        escalations: escalations
          .map(({ at, of }) => ({ at: testDay + at, of, fraction: 1, roles: ['agent'] }))
          .sort((a, b) => a.at - b.at),
      }),
    );

  test('after a tick nothing is due any more at that moment: the clock never turns on the spot', () => {
    fc.assert(
      fc.property(
        fc.array(anyCase, { maxLength: 3 }),
        fc.integer({ min: -9, max: 9 }),
        fc.boolean(),
        (cases, offset, isTakenOver) => {
          const takeover = isTakenOver ? { by: 'ona', since: testDay - hour, case: 'CASE-0' } : null;
          const state: ConversationState = stateWith(
            cases.map((caseState, index) => ({ ...caseState, code: `CASE-${index}` })),
            { takeover },
          );
          const now = testDay + offset;
          const after = tickCases(deepFreeze(state), now).state;
          for (const caseState of after.cases) {
            for (const at of [nextMoment(caseState), helpAt(caseState, takeover)]) {
              expect(at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
            }
          }
          expect(tickCases(after, now).state).toBe(after);
        },
      ),
    );
  });
});
