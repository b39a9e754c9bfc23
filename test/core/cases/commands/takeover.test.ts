import { describe, expect, test } from '@jest/globals';
import type { CaseEvent } from '../../../../src/core/model/event.ts';
import type { CompiledProtocol } from '../../../../src/core/model/protocol.ts';
import type { StaffCommand } from '../../../../src/core/model/staffCommand.ts';
import { testDay } from '../../../support/clock.ts';
import { townKnowledge } from '../../../support/town.ts';
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
  ona,
  refusal,
  said,
  stateWith,
} from '../desk.ts';

const take: StaffCommand = { kind: 'take' };
const reply = (text: string): StaffCommand => ({ kind: 'reply', text, files: [] });
const handBack: StaffCommand = { kind: 'hand-back' };
const fresh = stateWith([caseWith({})], {});

describe('taking a conversation over', () => {
  test('makes one serve and be responsible, and tells the citizen which department answers now', () => {
    const result = doing(fresh, ona, take, {});
    expect(result.state.takeover).toEqual({ by: 'ona', since: testDay, case: code });
    expect(caseIn(result)?.assignee).toBe('ona');
    expect(result.events).toEqual([{ type: 'case.taken', case: code, by: 'ona' }]);
    expect(said(result)).toEqual([`staffTakesOver ca ${code} OIAC ca`]);
    expect(result.outbound[0]?.attendedBy).toBe('speaker.team ca OIAC ca');
    expect(result.sideEffects).toEqual([{ type: 'index-cases' }]);
  });

  test('takes what the bot had offered off the table: a "1" is meant for the person from now on', () => {
    expect(doing(fresh, ona, take, {}).state.offered).toEqual([]);
  });

  test('is refused while a colleague serves, no matter who asks', () => {
    expect(refusal(handledBy('pau'), ona, take, {})).toBe('case.taken');
    expect(refusal(handledBy('pau'), boss, take, {})).toBe('case.taken');
  });

  test('again changes nothing', () => {
    const state = handledBy('ona');
    expect(doing(state, ona, take, {})).toEqual({ state, events: [], outbound: [], sideEffects: [] });
  });

  test('from one case of the conversation to another is told to nobody: the person is the same', () => {
    const other = caseWith({ code: 'BBBB-2222' });
    const result = doing({ ...handledBy('ona'), cases: [caseWith({}), other] }, ona, take, { code: 'BBBB-2222' });
    expect(result.state.takeover).toEqual({ by: 'ona', since: testDay, case: 'BBBB-2222' });
    expect(said(result)).toEqual([]);
  });

  test('brings back a case that was put off', () => {
    const state = stateWith([caseWith({ status: 'snoozed', snoozedUntil: testDay + hour })], {});
    const result = doing(state, ona, take, {});
    expect(caseIn(result)).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(happenings(result)).toEqual(['case.unsnoozed', 'case.taken']);
  });
});

describe('a reply', () => {
  test('of somebody who handles the conversation is sent as it is, with its files, and meets the first deadline', () => {
    const file = { id: 'f', name: 'pla.pdf', type: 'application/pdf', size: 3 };
    const escalations = [
      { at: testDay + 1, of: 'first', fraction: 1, roles: ['agent'] },
      { at: testDay + 2, of: 'resolution', fraction: 0.5, roles: ['agent'] },
    ] as const;
    const state = { ...handledBy('ona'), cases: [caseWith({ assignee: 'ona', escalations })] };
    const result = doing(state, ona, { kind: 'reply', text: '**Bon dia**', files: [file] }, {});
    expect(result.outbound).toEqual([
      { text: '**Bon dia**', choices: [], files: [file], locale: 'ca', speaker: 'speaker.team ca OIAC ca' },
    ]);
    const knowledge = { ...townKnowledge, signature: 'first-name' as const };
    const signed = doing(state, ona, { kind: 'reply', text: 'Bon dia', files: [] }, { knowledge });
    expect(signed.outbound[0]?.speaker).toBe('speaker.first-name ca OIAC ca ona');
    expect(result.events).toEqual([
      { type: 'case.met', deadline: 'first', case: code, by: 'ona' },
      { type: 'case.replied', case: code, by: 'ona' },
    ]);
    expect(caseIn(result)).toMatchObject({
      first: { metAt: testDay, breached: false },
      resolution: { metAt: null },
      staffAt: testDay,
      // Nobody needs to be notified of a deadline that was met.
      escalations: [escalations[1]],
    });
  });

  test('says how many minutes of attention it took, by the hours of the account, and of the department for the rest', () => {
    const asked: unknown[] = [];
    const workingMinutes: CompiledProtocol['workingMinutes'] = (account, from, until) => {
      asked.push([account.department, account.hours, until - from]);
      return 61.4;
    };
    const knowledge = { ...townKnowledge, protocol: { ...townKnowledge.protocol, workingMinutes } };
    const since = testDay - 5 * hour;
    const deadlines = { first: { ...deadlineAt(1), since }, resolution: { ...deadlineAt(9), since } };
    const state = { ...handledBy('ona'), cases: [caseWith({ assignee: 'ona', department: 'cultura', ...deadlines })] };
    const result = doing(state, ona, { kind: 'close', reason: 'resolved' }, { knowledge });
    expect(result.events.slice(0, 2)).toEqual([
      { type: 'case.met', deadline: 'first', workingMinutes: 61, case: code, by: 'ona' },
      { type: 'case.met', deadline: 'resolution', workingMinutes: 61, case: code, by: 'ona' },
    ]);
    expect(asked).toEqual([
      [null, null, 5 * hour],
      ['cultura', null, 5 * hour],
    ]);
  });

  test('serves where nobody does, and the citizen is told so before', () => {
    const result = doing(fresh, ona, reply('Hola'), {});
    expect(result.state.takeover?.by).toBe('ona');
    expect(said(result)).toEqual([`staffTakesOver ca ${code} OIAC ca`, 'Hola']);
  });

  test('speaks of what it says in the language of the conversation, or else of the case', () => {
    const spanish = { ...fresh, language: { locale: 'es', explicit: true } } as const;
    expect(said(doing(spanish, ona, reply('Hola'), {}))[0]).toBe(`staffTakesOver es ${code} OIAC es`);
    const unknown = stateWith([caseWith({ locale: 'en' })], { language: null });
    expect(said(doing(unknown, ona, reply('Hola'), {}))[0]).toBe(`staffTakesOver en ${code} OIAC en`);
  });

  test('meets the first deadline once: a second one is no event of it', () => {
    const met = { ...deadlineAt(1), metAt: testDay - 1 };
    const state = { ...handledBy('ona'), cases: [caseWith({ assignee: 'ona', first: met })] };
    const result = doing(state, ona, reply('Hola'), {});
    expect(happenings(result)).toEqual(['case.replied']);
    expect(caseIn(result)?.first).toEqual(met);
  });

  test('that comes late meets its deadline all the same, and it stays said that it was late', () => {
    const state = stateWith([caseWith({ first: { ...deadlineAt(-1), breached: true } })], {});
    expect(caseIn(doing(state, ona, reply('Hola'), {}))?.first).toMatchObject({ metAt: testDay, breached: true });
  });

  test('is refused while a colleague serves, when it is empty, and in a closed case', () => {
    expect(refusal(handledBy('pau'), ona, reply('Hola'), {})).toBe('case.taken');
    expect(refusal(handledBy('pau'), boss, reply('Hola'), {})).toBe('case.taken');
    expect(refusal(fresh, ona, reply(' \n'), {})).toBe('case.step');
    const closed = { at: 1, by: 'pau', reason: 'resolved' } as const;
    expect(refusal(stateWith([caseWith({ status: 'closed', closed })], {}), ona, reply('Hola'), {})).toBe(
      'case.closed',
    );
  });

  test.each(['case.replied', 'case.noted'] as const)(
    'is refused after a %s of a colleague that was not seen',
    (type) => {
      const since = (by: string | null): { since: readonly CaseEvent[] } => ({ since: [{ type, case: code, by }] });
      expect(refusal(fresh, ona, reply('Hola'), since('pau'))).toBe('case.moved');
      expect(refusal(fresh, ona, { kind: 'give-entry', entry: 'padro.alta' }, since('pau'))).toBe('case.moved');
      // One's own words are no news, and a note need not wait for anybody.
      expect(refusal(fresh, ona, reply('Hola'), since('ona'))).toBeNull();
      expect(refusal(fresh, ona, { kind: 'note', text: 'a note', mentions: [] }, since('pau'))).toBeNull();
    },
  );

  test('is not refused for what else happened: the citizen wrote, time passed', () => {
    const since: readonly CaseEvent[] = [
      { type: 'case.escalated', case: code, by: null, roles: ['agent'], of: 'first', fraction: 0.5 },
      { type: 'case.prioritised', case: code, by: 'pau', priority: 'high' },
    ];
    expect(refusal(fresh, ona, reply('Hola'), { since })).toBeNull();
  });
});

describe('an answer of the FAQ', () => {
  test('is given in the language of the citizen with its source, and counts as a reply', () => {
    const result = doing(fresh, ona, { kind: 'give-entry', entry: 'padro.alta' }, {});
    expect(said(result)).toEqual([
      `staffTakesOver ca ${code} OIAC ca`,
      'padro.alta ca\n\nsource ca Seu https://seu.example 24/11/2026',
    ]);
    expect(result.events).toContainEqual({ type: 'case.entry-given', entry: 'padro.alta', case: code, by: 'ona' });
    expect(caseIn(result)).toMatchObject({ first: { metAt: testDay }, staffAt: testDay });
  });

  test.each(['gone.away', 'command.erase'])('cannot be given when there is none: %s', (entry) => {
    expect(refusal(fresh, ona, { kind: 'give-entry', entry }, {})).toBe('case.step');
  });
});

describe('handing back', () => {
  test('lets the bot serve again and says so; the case stays with who had it', () => {
    const result = doing(handledBy('ona'), ona, handBack, {});
    expect(result.state.takeover).toBeNull();
    expect(caseIn(result)).toMatchObject({ status: 'open', assignee: 'ona' });
    expect(said(result)).toEqual([`staffHandsBack ca ${code} OIAC ca`]);
    expect(result.outbound[0]).not.toHaveProperty('attendedBy');
    expect(happenings(result)).toEqual(['case.handed-back']);
  });

  test('is for who serves and for who leads', () => {
    expect(refusal(handledBy('pau'), ona, handBack, {})).toBe('case.taken');
    expect(refusal(handledBy('pau'), boss, handBack, {})).toBeNull();
  });

  test('is refused when the bot serves, or when the person is served in another case', () => {
    expect(refusal(fresh, ona, handBack, {})).toBe('case.step');
    const elsewhere = { ...handledBy('ona'), takeover: { by: 'ona', since: 0, case: 'BBBB-2222' } };
    expect(refusal(elsewhere, ona, handBack, {})).toBe('case.step');
  });
});
