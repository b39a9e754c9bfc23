import { describe, expect, test } from '@jest/globals';
import { newDraft, notify } from '../../../src/core/cases/caseDraft.ts';
import { answeredBy, dueOf, isBreached } from '../../../src/core/cases/deadlines.ts';
import type { CaseEvent } from '../../../src/core/model/event.ts';
import { testDay } from '../../support/clock.ts';
import { caseWith, deadlineAt, hour, stateWith } from './desk.ts';

const met = (hours: number) => ({ ...deadlineAt(hours), metAt: testDay });

describe('what is due next in a case', () => {
  test.each([
    ['the first response where it comes first', { first: deadlineAt(1), resolution: deadlineAt(48) }, 1],
    ['the resolution where it comes first', { first: deadlineAt(48), resolution: deadlineAt(1) }, 1],
    ['the resolution once the first response is met', { first: met(1), resolution: deadlineAt(48) }, 48],
    ['the first response once the resolution is met', { first: deadlineAt(48), resolution: met(1) }, 48],
    ['the only one', { first: null, resolution: deadlineAt(5) }, 5],
    ['nothing where both are met', { first: met(1), resolution: met(2) }, null],
    ['nothing where there is none', { first: null, resolution: null }, null],
    ['nothing in a closed case', { status: 'closed' as const }, null],
  ])('is %s', (_name, changes, hours) => {
    const caseState = caseWith(changes);
    const due = hours === null ? null : testDay + hours * hour;
    expect(dueOf(caseState)).toBe(due);
    // Staff are told the same: the earliest, and not the first in the list.
    const draft = newDraft<CaseEvent>(stateWith([caseState], {}));
    notify(draft, caseState, { reason: 'opened', agents: [], roles: ['agent'] });
    expect(draft.sideEffects).toEqual([
      { type: 'notify', notification: expect.objectContaining({ case: caseState.code, dueAt: due }) },
    ]);
  });

  test('a deadline that passed unmet is a breach, also once it is met', () => {
    expect(isBreached(caseWith({}))).toBe(false);
    expect(isBreached(caseWith({ first: { ...met(1), breached: true } }))).toBe(true);
    expect(isBreached(caseWith({ resolution: { ...deadlineAt(2), breached: true } }))).toBe(true);
    const late = caseWith({ first: { ...met(1), breached: true } });
    const asked = { first: deadlineAt(3), escalations: [] };
    const onceMore = caseWith(answeredBy(late, asked));
    expect(onceMore.first).toMatchObject({ dueAt: deadlineAt(3).dueAt, breached: false });
    expect(isBreached(onceMore)).toBe(true);
    expect(isBreached(caseWith(answeredBy(onceMore, { ...asked, first: deadlineAt(2) })))).toBe(true);
  });
});
