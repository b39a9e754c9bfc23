import { describe, expect, test } from '@jest/globals';
import { staffRoles } from '../../../src/core/model/agent.ts';
import { type CaseState, caseCloseReasons } from '../../../src/core/model/case.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { agentWith } from '../../support/agent.ts';
import { testDay } from '../../support/clock.ts';
import {
  boss,
  caseIn,
  caseWith,
  code,
  deadlineAt,
  doing,
  handledBy,
  happenings,
  hour,
  notifications,
  ona,
  pau,
  refusal,
  said,
  stateWith,
} from './desk.ts';

const fresh = stateWith([caseWith({})], {});
const onasCase = stateWith([caseWith({ assignee: 'ona' })], {});
const closed = stateWith(
  [caseWith({ status: 'closed', closed: { at: testDay - 1, by: 'pau', reason: 'resolved' } })],
  {},
);
const toAgent = (agent: string): StaffCommand => ({ kind: 'assign', to: { agent } });
const toDepartment = (department: string): StaffCommand => ({ kind: 'assign', to: { department } });
const close: StaffCommand = { kind: 'close', reason: 'resolved' };

const commands: readonly StaffCommand[] = [
  { kind: 'take' },
  { kind: 'reply', text: 'Hola', files: [] },
  { kind: 'give-entry', entry: 'padro.alta' },
  { kind: 'note', text: 'a note', mentions: [] },
  toAgent('pau'),
  { kind: 'set-priority', priority: 'high' },
  { kind: 'label', add: ['roads'], remove: [] },
  { kind: 'snooze', until: testDay + hour },
  { kind: 'propose', sanction: 'warning', breaks: null, evidence: 1, reason: '' },
  { kind: 'hand-back' },
  close,
  { kind: 'reopen' },
  { kind: 'merge', into: 'BBBB-2222' },
  { kind: 'decide', proposal: '1', accept: false, reason: '' },
];

describe('who may do what', () => {
  test.each(staffRoles)('%s', (role) => {
    const somebody = agentWith('somebody', { roles: [role] });
    const serves = role === 'agent' || role === 'supervisor' || role === 'administrator';
    for (const command of commands) {
      const may = serves && (command.kind !== 'decide' || role !== 'agent');
      expect([command.kind, refusal(fresh, somebody, command, { colleague: pau }) !== 'auth.refused']).toEqual([
        command.kind,
        may,
      ]);
    }
  });

  test('nobody who may no longer sign in', () => {
    const gone = agentWith('gone', { roles: ['administrator'], active: false });
    for (const command of commands) expect(refusal(fresh, gone, command, {})).toBe('auth.refused');
  });

  test('nobody does anything to a case that is not of the conversation', () => {
    for (const command of commands) expect(refusal(fresh, boss, command, { code: 'CCCC-3333' })).toBe('case.unknown');
  });

  test('a closed case takes notes, decisions, and is opened again: nothing else', () => {
    const allowed = commands.filter((command) => refusal(closed, boss, command, { colleague: pau }) !== 'case.closed');
    // Nobody serves it, and nothing was proposed.
    expect(allowed.map(({ kind }) => kind)).toEqual(['note', 'label', 'hand-back', 'reopen', 'decide']);
    expect(refusal(closed, boss, { kind: 'hand-back' }, {})).toBe('case.step');
  });
});

describe('a note', () => {
  test('is never said to the citizen, changes nothing of the case, and tells whom it mentions', () => {
    const result = doing(onasCase, ona, { kind: 'note', text: 'look at this', mentions: ['pau', 'pau', 'ona'] }, {});
    expect(result.outbound).toEqual([]);
    expect(result.state).toEqual(onasCase);
    expect(happenings(result)).toEqual(['case.noted']);
    expect(notifications(result)).toEqual([
      { reason: 'mentioned', agents: ['pau'], roles: [], case: code, department: 'oiac', dueAt: deadlineAt(1).dueAt },
    ]);
    expect(JSON.stringify([result.state, result.events, result.sideEffects])).not.toContain('look at this');
  });

  test('cannot be empty', () => {
    expect(refusal(onasCase, ona, { kind: 'note', text: ' ', mentions: [] }, {})).toBe('case.step');
  });
});

describe('giving a case to somebody', () => {
  test('makes them responsible and tells them; the citizen, whom the bot serves, hears nothing', () => {
    const result = doing(fresh, ona, toAgent('pau'), { colleague: pau });
    expect(caseIn(result)?.assignee).toBe('pau');
    expect(result.state.takeover).toBeNull();
    expect(result.events).toEqual([{ type: 'case.assigned', agent: 'pau', department: 'oiac', case: code, by: 'ona' }]);
    expect(notifications(result)).toMatchObject([{ reason: 'assigned', agents: ['pau'] }]);
    expect(said(result)).toEqual([]);
  });

  test('to oneself tells nobody', () => {
    expect(notifications(doing(fresh, ona, toAgent('ona'), { colleague: ona }))).toEqual([]);
  });

  test('by the person who serves lets the other serve: the bot stays silent, and the citizen is told', () => {
    const result = doing(handledBy('ona'), ona, toAgent('pau'), { colleague: pau });
    expect(result.state.takeover).toEqual({ by: 'pau', since: testDay, case: code });
    expect(said(result)).toEqual([`colleagueTakesOver ca ${code} OIAC ca`]);
  });

  test('that a colleague serves is for who leads', () => {
    expect(refusal(handledBy('pau'), ona, toAgent('ona'), { colleague: ona })).toBe('case.taken');
    expect(doing(handledBy('pau'), boss, toAgent('ona'), { colleague: ona }).state.takeover?.by).toBe('ona');
  });

  test('is refused for who does not serve people', () => {
    for (const colleague of [null, { ...pau, active: false }, { ...pau, roles: ['editor', 'auditor'] as const }]) {
      expect(refusal(fresh, ona, toAgent('pau'), { colleague })).toBe('case.step');
    }
  });

  test('to the one who has it changes nothing', () => {
    expect(doing(onasCase, boss, toAgent('ona'), { colleague: ona }).events).toEqual([]);
  });

  test('is what the service does by itself only with what nobody has', () => {
    const given = doing(fresh, null, toAgent('pau'), { colleague: pau });
    expect(given.events).toEqual([{ type: 'case.assigned', agent: 'pau', department: 'oiac', case: code, by: null }]);
    expect(doing(onasCase, null, toAgent('pau'), { colleague: pau }).events).toEqual([]);
  });
});

describe('giving a case to a department', () => {
  test('leaves it to nobody there, lets the bot serve meanwhile, and tells citizen and department', () => {
    const result = doing(handledBy('ona'), ona, toDepartment('premsa'), {});
    expect(caseIn(result)).toMatchObject({ department: 'premsa', assignee: null });
    expect(result.state.takeover).toBeNull();
    expect(said(result)).toEqual([expect.stringMatching(`^staffPasses ca ${code} .* ca$`)]);
    expect(result.events).toEqual([
      { type: 'case.assigned', agent: null, department: 'premsa', case: code, by: 'ona' },
    ]);
    expect(notifications(result)).toMatchObject([
      { reason: 'assigned', department: 'premsa', agents: [], roles: ['agent'] },
    ]);
  });

  test('tells the citizen how many go before them there, and when somebody is there', () => {
    const sunday = testDay + 5 * 24 * hour;
    const [text] = said(doing(handledBy('ona'), ona, toDepartment('premsa'), { ahead: 3, now: sunday }));
    expect(text).toMatch(/^staffPasses ca .*\n\ncaseAhead ca 3\n\ncaseOutsideHours ca demà a les 9.00/);
  });

  test('is refused where there is none: nobody would ever look there', () => {
    expect(refusal(fresh, ona, toDepartment('nowhere'), {})).toBe('case.step');
  });
});

describe('giving a case back to nobody', () => {
  test('lets the bot serve, and the citizen is told who will answer', () => {
    const result = doing(handledBy('ona'), null, { kind: 'assign', to: null }, {});
    expect(caseIn(result)?.assignee).toBeNull();
    expect(result.state.takeover).toBeNull();
    expect(said(result)).toEqual([`staffPasses ca ${code} OIAC ca`]);
    expect(result.events).toMatchObject([{ type: 'case.assigned', agent: null, by: null }]);
  });

  test('changes nothing where nobody has it', () => {
    expect(doing(fresh, boss, { kind: 'assign', to: null }, {}).events).toEqual([]);
  });
});

describe('arranging', () => {
  test('sets the priority, once', () => {
    const result = doing(fresh, ona, { kind: 'set-priority', priority: 'urgent' }, {});
    expect(caseIn(result)?.priority).toBe('urgent');
    expect(result.events).toEqual([{ type: 'case.prioritised', priority: 'urgent', case: code, by: 'ona' }]);
    expect(doing(fresh, ona, { kind: 'set-priority', priority: 'normal' }, {}).events).toEqual([]);
  });

  test('puts a case off, and its terms go on', () => {
    const until = testDay + 3 * hour;
    const result = doing(fresh, ona, { kind: 'snooze', until }, {});
    expect(caseIn(result)).toMatchObject({ status: 'snoozed', snoozedUntil: until, first: deadlineAt(1) });
    expect(result.events).toEqual([{ type: 'case.snoozed', until, case: code, by: 'ona' }]);
    expect(said(result)).toEqual([]);
  });

  test.each([testDay, testDay - 1, testDay + 400 * 24 * hour, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses to put it off until %p',
    (until) => {
      expect(refusal(fresh, ona, { kind: 'snooze', until }, {})).toBe('case.step');
    },
  );
});

describe('closing', () => {
  test('meets what was due, lets the bot serve, says what was decided, and asks how it went', () => {
    const result = doing(handledBy('ona'), ona, close, {});
    expect(caseIn(result)).toMatchObject({
      ...{ status: 'closed', closed: { at: testDay, by: 'ona', reason: 'resolved' }, assignee: 'ona', escalations: [] },
      ...{ first: { metAt: testDay }, resolution: { metAt: testDay } },
    });
    expect(happenings(result)).toEqual(['case.met', 'case.met', 'case.closed']);
    expect(result.state.takeover).toBeNull();
    expect(said(result)).toEqual([
      `caseClosed.resolved ca ${code}`,
      `botResumes ca ${code} OIAC ca`,
      `rate ca ${code}`,
    ]);
    const ratings = [1, 2, 3, 4, 5].map((rating) => `rate:${code}:${rating}`);
    expect(result.outbound.at(-1)?.choices.map(({ value }) => value)).toEqual(ratings);
    expect(result.state).toMatchObject({ askedToRate: code, offered: ratings });
  });

  test.each(caseCloseReasons.filter((reason) => reason !== 'spam'))(
    'because of "%s" is told to the citizen',
    (reason) => {
      const result = doing(onasCase, ona, { kind: 'close', reason }, {});
      expect(said(result)).toEqual([`caseClosed.${reason} ca ${code}`, `rate ca ${code}`]);
    },
  );

  test('spam is answered by nothing', () => {
    const result = doing(handledBy('ona'), ona, { kind: 'close', reason: 'spam' }, {});
    expect(said(result)).toEqual([]);
    expect(result.state).toMatchObject({ takeover: null, askedToRate: null });
  });

  test('asks nobody in public how it went', () => {
    const state = stateWith([caseWith({ surface: 'public' })], {});
    const result = doing(state, ona, close, {});
    expect(said(result)).toEqual([`caseClosed.resolved ca ${code}`]);
    expect(result.state.askedToRate).toBeNull();
  });

  test('leaves who serves another case of the conversation where they are', () => {
    const other = caseWith({ code: 'BBBB-2222', assignee: 'ona' });
    const state = stateWith([caseWith({}), other], { takeover: { by: 'ona', since: 0, case: 'BBBB-2222' } });
    const result = doing(state, ona, close, {});
    expect(result.state.takeover).toEqual(state.takeover);
    expect(said(result)).not.toContain(`botResumes ca ${code} OIAC ca`);
  });

  test('what a colleague serves is for who leads', () => {
    expect(refusal(handledBy('pau'), ona, close, {})).toBe('case.taken');
    expect(refusal(handledBy('pau'), boss, close, {})).toBeNull();
  });
});

describe('opening again', () => {
  test('gives the case new deadlines and to the person who opens it, and tells the citizen', () => {
    const state = { ...closed, askedToRate: code };
    const result = doing(state, ona, { kind: 'reopen' }, {});
    expect(caseIn(result)).toMatchObject({
      status: 'open',
      closed: null,
      reopened: 1,
      assignee: 'ona',
      mergedInto: null,
    });
    expect(caseIn(result)?.resolution?.metAt).toBeNull();
    expect(caseIn(result)?.resolution?.dueAt).toBeGreaterThan(testDay);
    expect(result.state.askedToRate).toBeNull();
    expect(happenings(result)).toEqual(['case.reopened']);
    expect(said(result)).toEqual([`caseReopened ca ${code}`]);
  });

  test('is refused when it is open', () => {
    expect(refusal(fresh, ona, { kind: 'reopen' }, {})).toBe('case.step');
  });
});

describe('merging', () => {
  const into: StaffCommand = { kind: 'merge', into: 'BBBB-2222' };
  const newer = caseWith({ code: 'BBBB-2222', openedAt: testDay, priority: 'low', citizenAt: testDay });

  test('into another case of the conversation carries over who serves, what is urgent and what was said', () => {
    const own = caseWith({ assignee: 'ona', priority: 'high', citizenAt: testDay + 5 });
    const state = stateWith([own, newer], { takeover: { by: 'ona', since: 7, case: code } });
    const result = doing(state, ona, into, {});
    expect(caseIn(result)).toMatchObject({
      status: 'closed',
      closed: { reason: 'duplicate' },
      mergedInto: 'BBBB-2222',
    });
    expect(caseIn(result, 'BBBB-2222')).toMatchObject({ priority: 'high', assignee: 'ona', citizenAt: testDay + 5 });
    expect(result.state.takeover).toEqual({ by: 'ona', since: 7, case: 'BBBB-2222' });
    expect(happenings(result)).toEqual(['case.met', 'case.met', 'case.merged', 'case.closed']);
    expect(said(result)).toEqual([`caseMerged ca ${code} BBBB-2222`]);
  });

  const samePerson = (caseState: CaseState) => ({ other: { case: caseState, isSamePerson: true } });

  test('into an older case that the same person has in another channel tells them so', () => {
    const other = caseWith({ code: 'BBBB-2222', openedAt: testDay - 5 * hour });
    const result = doing(fresh, ona, into, samePerson(other));
    expect(caseIn(result)).toMatchObject({ status: 'closed', mergedInto: 'BBBB-2222' });
    expect(result.state.cases).toHaveLength(1);
    expect(said(result)).toEqual([`caseMerged ca ${code} BBBB-2222`]);
  });

  test('into a case of another person is refused, also by those who lead', () => {
    const other = { case: caseWith({ code: 'BBBB-2222', openedAt: testDay - 5 * hour }), isSamePerson: false };
    expect(refusal(fresh, ona, into, { other })).toBe('case.other-person');
    expect(refusal(fresh, boss, into, { other })).toBe('case.other-person');
  });

  test('into a newer one of another conversation is refused: two who do both at once would lose the matter', () => {
    expect(refusal(fresh, ona, into, samePerson(newer))).toBe('case.step');
    const twin = caseWith({ code: 'BBBB-2222' });
    const twins = [
      refusal(fresh, ona, into, samePerson(twin)),
      refusal(
        stateWith([twin], {}),
        ona,
        { kind: 'merge', into: code },
        { code: 'BBBB-2222', ...samePerson(caseWith({})) },
      ),
    ];
    expect(twins.filter((each) => each === null)).toHaveLength(1);
  });

  test('is refused into nothing, into itself and into what is closed', () => {
    expect(refusal(fresh, ona, into, {})).toBe('case.unknown');
    expect(refusal(fresh, ona, { kind: 'merge', into: code }, {})).toBe('case.step');
    expect(refusal(fresh, ona, into, samePerson({ ...newer, status: 'closed' }))).toBe('case.closed');
  });
});

describe('labels', () => {
  const label = (add: readonly string[], remove: readonly string[]): StaffCommand => ({ kind: 'label', add, remove });
  const labelled = stateWith([caseWith({ labels: ['noise', 'roads'] })], {});

  test('are put on and taken off in one, each once', () => {
    const done = doing(labelled, ona, label(['trees', 'roads'], ['noise']), {});
    expect(caseIn(done)?.labels).toEqual(['roads', 'trees']);
    expect(happenings(done)).toEqual(['case.labelled']);
  });

  test('that are there already change nothing', () => {
    expect(happenings(doing(labelled, ona, label(['roads'], ['gone']), {}))).toEqual([]);
  });

  test('are put on a closed case as well, and on none more than ten', () => {
    expect(caseIn(doing(closed, ona, label(['roads'], []), {}))?.labels).toEqual(['roads']);
    const many = Array.from({ length: 11 }, (_, n) => `l${n}`);
    expect(refusal(fresh, ona, label(many, []), {})).toBe('case.step');
  });
});
