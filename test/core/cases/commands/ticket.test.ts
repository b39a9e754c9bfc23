import { expect, test } from '@jest/globals';
import type { CaseState } from '../../../../src/core/model/case.ts';
import type { CaseTicket } from '../../../../src/core/model/desk/ticket.ts';
import { testDay } from '../../../support/clock.ts';
import { caseWith, doing, hour, said, stateWith } from '../desk.ts';

const sent: CaseTicket = {
  ...{ system: 'works', status: 'sent', round: 1, at: testDay - hour / 2, begunAt: testDay - hour / 2 },
  ...{ number: '7', token: null, fault: null, there: 'open', mark: null },
};
const note = 'Parleu amb en Pere, del carrer Major 3.';

const ended = (changes: Partial<CaseState>) => {
  const step = { type: 'received', there: 'closed', note, mark: 'm', closes: true } as const;
  return doing(stateWith([caseWith({ ticket: sent, ...changes })], {}), null, { kind: 'ticket', step }, {});
};

test('the end of a ticket answers its person where nobody else reads it, and they wrote nothing since', () => {
  const answered = ended({});
  expect(answered.state.cases[0]?.status).toBe('closed');
  expect(said(answered)).toContain(note);
});

test.each<[string, Partial<CaseState>]>([
  ['came in public', { surface: 'public' }],
  ['was added to later', { citizenAt: testDay - hour / 4 }],
])('staff are told of the end where the case %s', (_, changes) => {
  const left = ended(changes);
  expect(left.state.cases[0]).toMatchObject({ status: 'open', ticket: { there: 'closed' } });
  expect(said(left)).toEqual([]);
  expect(JSON.stringify(left.sideEffects)).toContain('ticket-closed');
});
