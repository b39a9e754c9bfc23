import { describe, expect, test } from '@jest/globals';
import type { DraftResult } from '../../../src/core/cases/caseDraft.ts';
import { allowedCommands } from '../../../src/core/cases/policy.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { CaseEvent } from '../../../src/core/model/event.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { testDay } from '../../support/clock.ts';
import {
  boss,
  caseIn,
  caseWith,
  doing,
  handledBy,
  happenings,
  notifications,
  ona,
  pau,
  refusal,
  said,
  stateWith,
} from './desk.ts';

const onasCase = stateWith([caseWith({ assignee: 'ona' })], {});
const toAgent = (agent: string, comment?: string): StaffCommand => ({ kind: 'assign', to: { agent }, comment });
const toDepartment = (department: string, comment?: string): StaffCommand => ({
  kind: 'assign',
  to: { department },
  comment,
});
const passed = doing(onasCase, ona, toAgent('pau', 'Hi vaig anar ahir.'), { colleague: pau });
const notifiedBy = (result: DraftResult<CaseEvent>) =>
  notifications(result).map(({ reason, agents }) => [reason, ...agents]);
const transferIn = (state: ConversationState) => state.cases[0]?.transferred;

describe('a transfer with a comment', () => {
  test('is remembered with who wrote it and where; the words are sealed, and never said to the citizen', () => {
    expect(caseIn(passed)?.transferred).toEqual({ by: 'ona', at: testDay, revision: 5 });
    expect(notifiedBy(passed)).toEqual([['assigned', 'pau']]);
    expect(said(passed)).toEqual([]);
    expect(JSON.stringify([passed.state, passed.events, passed.sideEffects])).not.toContain('ahir');
  });

  test('tells its author once, when somebody takes the case or replies in it', () => {
    const takes: StaffCommand = { kind: 'take', answer: "M'hi poso." };
    for (const command of [takes, { kind: 'reply', text: 'Hola', files: [] } as const]) {
      const taken = doing(passed.state, pau, command, {});
      expect(notifiedBy(taken)).toEqual([['transfer-taken', 'ona']]);
      expect(transferIn(taken.state)).toBeNull();
      expect(notifiedBy(doing(taken.state, pau, command, {}))).toEqual([]);
      expect(said(taken).join()).not.toContain('poso');
    }
  });

  test('is answered also by who was given the conversation with the case', () => {
    const given = doing(handledBy('ona'), ona, toAgent('pau', 'Us espera.'), { colleague: pau });
    expect(given.state.takeover?.by).toBe('pau');
    const [at] = given.state.cases;
    if (at === undefined) throw new Error('there is no case');
    expect(allowedCommands({ case: at, handledBy: 'pau' }, pau)).toContain('take');
    expect(allowedCommands({ case: at, handledBy: 'pau' }, ona)).not.toContain('take');
    const taken = doing(given.state, pau, { kind: 'take' }, {});
    expect(happenings(taken)).toEqual(['case.taken']);
    expect(notifiedBy(taken)).toEqual([['transfer-taken', 'ona']]);
  });

  test('is told as given back where it goes to who passed it on, who then waits for nobody', () => {
    const back = doing(passed.state, pau, toAgent('ona', 'No és nostre.'), { colleague: ona });
    expect(notifiedBy(back)).toEqual([['transfer-returned', 'ona']]);
    expect(transferIn(back.state)).toMatchObject({ by: 'pau', isReturn: true });
    expect(notifiedBy(doing(back.state, ona, { kind: 'take' }, {}))).toEqual([]);
    const silent = doing(passed.state, pau, toAgent('ona'), { colleague: ona });
    expect(notifiedBy(silent)).toEqual([['transfer-returned', 'ona']]);
    expect(transferIn(silent.state)).toBeNull();
  });

  test('stays while it is shared out without another one, by the service or a supervisor', () => {
    const toPress = doing(onasCase, ona, toDepartment('premsa', 'Ho demana un diari.'), {});
    for (const by of [null, boss]) {
      const shared = doing(toPress.state, by, toAgent('pau'), { colleague: pau });
      expect(transferIn(shared.state)).toMatchObject({ by: 'ona', revision: 5 });
      expect(notifiedBy(doing(shared.state, pau, { kind: 'take' }, {}))).toEqual([['transfer-taken', 'ona']]);
    }
    const another = doing(toPress.state, boss, toAgent('pau', 'Avui, si pot ser.'), { colleague: pau });
    expect(transferIn(another.state)).toMatchObject({ by: 'boss' });
  });

  test('that its author takes back tells nobody, and ends with the case', () => {
    expect(notifiedBy(doing(passed.state, ona, { kind: 'take' }, {}))).toEqual([]);
    const closed = doing(passed.state, pau, { kind: 'close', reason: 'resolved' }, {});
    expect(notifiedBy(closed)).toEqual([]);
    expect(transferIn(closed.state)).toBeNull();
  });

  test('is refused where the case is already: nobody would be told', () => {
    expect(refusal(onasCase, boss, toAgent('ona', 'Mireu-ho.'), { colleague: ona })).toBe('case.step');
    expect(refusal(onasCase, boss, toAgent('ona'), { colleague: ona })).toBeNull();
  });
});
