import { describe, expect, test } from '@jest/globals';
import type { Classification } from '../../../src/core/model/kind.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { testDay } from '../../support/clock.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const hours = 3_600_000;
const knowing = (text: string, kind: Classification) => ({ understanding: understood(text, { kind }) });
const lamp = turnOf('el fanal no funciona', {});
const [caseState] = lamp.state.cases;
const code = 'C4SE-0007';
const next = (content: InboundContent | string, before: TurnResult, changes: Parameters<typeof turnOf>[1] = {}) =>
  turnOf(content, { state: before.state, revision: 8, now: testDay + hours, ...changes });

describe('a matter that people must deal with', () => {
  test('opens a case that names rule, protocol, department and deadlines', () => {
    expect(caseState).toMatchObject({
      ...{ code, openedAt: testDay, openedBy: 7, kind: 'incident', rule: 'about', protocol: 'p1', department: 'oiac' },
      ...{
        surface: 'private',
        locale: 'ca',
        status: 'open',
        assignee: null,
        priority: 'normal',
        administrativeSilence: 'none',
      },
      first: { id: 'chat', dueAt: testDay + 2 * hours, metAt: null, breached: false },
      resolution: { id: 'month', dueAt: Date.parse('2026-12-25T00:00+01:00') },
    });
    expect(caseState?.escalations.map(({ of, fraction, roles }) => [of, fraction, ...roles])).toEqual([
      ['first', 0.5, 'agent'],
      ['first', 1, 'supervisor'],
      ['resolution', 0.5, 'agent'],
      ['resolution', 1, 'supervisor'],
    ]);
    expect(lamp.events.at(-1)).toMatchObject({
      ...{ type: 'case.opened', case: code, by: null, department: 'oiac' },
      firstDueAt: testDay + 2 * hours,
    });
  });

  test('gives a receipt at once: code, department, deadline, silence and where to follow it', () => {
    expect(textsOf(lamp)).toEqual([
      `receipt ${code} OIAC ca el dijous 24 de desembre del 2026 administrativeSilence ca ca\n\ncaseFollow ca https://bot.example/cas/${code}\n\naskPlace ca`,
    ]);
  });

  test.each([
    ['la farola no funciona', 'el jueves 24 de diciembre de 2026 administrativeSilence es es'],
    ['the street lamp is broken', 'Thursday 24 December 2026 administrativeSilence en en'],
  ])('speaks the language of the person: %s', (words, said) => {
    expect(textsOf(turnOf(words, {}))[0]).toContain(said);
  });

  test('lets lists and the department know', () => {
    expect(lamp.sideEffects).toEqual([
      { type: 'index-cases' },
      {
        type: 'notify',
        notification: {
          ...{ reason: 'opened', case: code, department: 'oiac', agents: [], roles: ['agent'] },
          dueAt: testDay + 2 * hours,
        },
      },
    ]);
  });

  test('is told outside hours when somebody will be there', () => {
    const night = Date.parse('2026-11-27T20:00+01:00');
    expect(textsOf(turnOf('el fanal no funciona', { now: night }))[0]).toContain(
      'caseOutsideHours ca el dilluns 30 de novembre, a les 9.00',
    );
    const person = textsOf(turnOf('persona', { now: night }))[0];
    expect(person).toMatch(/^closed C4SE-0007 el dilluns 30 de novembre, a les 9\.00 /);
    expect(person).not.toContain('caseOutsideHours');
  });

  test('is told how many cases go before it, where that is known', () => {
    expect(lamp.inLine).toMatchObject([{ code, department: 'oiac', priority: 'normal', openedAt: testDay }]);
    const reported = turnOf('el fanal no funciona', { ahead: [{ case: code, ahead: 3 }] });
    expect(textsOf(reported)[0]).toContain('\n\ncaseAhead ca 3\n\ncaseFollow');
    expect(reported.inLine).toBeUndefined();
    expect(turnOf('el fanal no funciona', { surface: 'public' }).inLine).toBeUndefined();
  });

  test('gets a receipt of its own where the protocol has no words for it', () => {
    const about = { topics: [{ entry: 'padro.alta', confidence: 0.5 }] };
    const said = turnOf('ho feu fatal', { understanding: understood('ho feu fatal', about) });
    expect(textsOf(said)[0]).toBe(
      [
        `caseOpened ca OIAC ca ${code}`,
        'caseDeadline ca el dijous 24 de desembre del 2026',
        'administrativeSilence ca',
        `caseFollow ca https://bot.example/cas/${code}`,
      ].join('\n\n'),
    );
  });

  test('is met by the receipt where it was due at once, and leaves the answer due', () => {
    const asked = turnOf('soc periodista', {});
    expect(asked.state.cases[0]).toMatchObject({
      ...{ kind: 'press', rule: 'press' },
      first: { id: 'at-once', metAt: testDay },
      resolution: { metAt: null },
    });
    expect(notificationsOf(asked)[0]?.dueAt).toBe(Date.parse('2026-12-25T00:00+01:00'));
  });

  test('has its own deadline where its words show so', () => {
    expect(turnOf('la web no es llegeix bé', {}).state.cases[0]).toMatchObject({
      rule: 'accessibility',
      department: 'web',
    });
  });

  test('leaves common questions to the bot', () => {
    const asked = next("com m'empadrono", lamp);
    expect(eventsOf(asked)).toContain('question.answered');
    expect(asked.state.cases).toEqual(lamp.state.cases);
    // Staff who look at the case see what was said since.
    expect(asked.sideEffects).toEqual([{ type: 'index-cases' }]);
  });
});

describe('what is said while a case waits', () => {
  test.each([
    ['the same matter again', 'el fanal no funciona'],
    ['a file', { kind: 'files', files: [{ id: 'f', name: 'a', type: 'image/png', size: 1 }], text: '' }],
    ['a place', { kind: 'location', latitude: 41.3, longitude: 2.1, text: '' }],
    ['a telephone number', { kind: 'contact', phone: '600000000', text: '' }],
  ] as const)('is added to it: %s', (_, content) => {
    const more = next(content, lamp);
    expect(textsOf(more)[0]).toBe(`caseAdded ca ${code} OIAC ca`);
    expect(more.state.cases).toEqual([{ ...caseState, citizenAt: testDay + hours }]);
    expect(more.sideEffects[0]).toEqual({ type: 'index-cases' });
    expect(notificationsOf(more)).toMatchObject([{ reason: 'citizen-wrote', case: code }]);
    // Anybody who reads the conversation can tell to which case it belongs.
    expect(more.events).toContainEqual({ type: 'case.added', case: code, by: null });
  });

  test('reaches a person of those who have it where it asks for one', () => {
    const first = next('passeu-me amb algú', lamp);
    expect(first.state.cases.map((each) => each.code)).toEqual([code]);
    expect(textsOf(first)[0]).toMatch(`casePerson ca ${code}`);
    expect(notificationsOf(first)).toMatchObject([{ reason: 'citizen-wrote', case: code }]);
  });

  test('reaches a person as a wish of its own once something else was spoken of, once', () => {
    const other = { ...lamp, state: { ...lamp.state, dialogue: { ...lamp.state.dialogue, last: null } } };
    const first = next('passeu-me amb algú', other);
    expect(first.state.cases).toMatchObject([{ code }, { kind: 'person' }]);
    const again = next('passeu-me amb algú', first, { revision: 9 });
    expect(again.state.cases).toHaveLength(2);
    expect(again.events).toContainEqual(
      expect.objectContaining({ type: 'case.added', case: first.state.cases[1]?.code }),
    );
  });

  test('is added to it where it tells more of the matter, although no kind and no entry is known', () => {
    const more = next('al costat del forn', lamp, { knowledge: { ...talkTown, moves: always('add') } });
    expect(textsOf(more)).toEqual([`caseAdded ca ${code} OIAC ca`]);
    expect(more.state.cases).toEqual([{ ...caseState, citizenAt: testDay + hours }]);
    expect(notificationsOf(more)).toMatchObject([{ reason: 'citizen-wrote', case: code }]);
    expect(more.events).toContainEqual({ type: 'case.added', case: code, by: null });
  });

  test('belongs to it where it is unclear on its own: no other case, and staff see it', () => {
    const more = next('quan obren la piscina', lamp);
    expect(textsOf(more)).toEqual([`caseQuestion ca ${code} OIAC ca askOffice ca`]);
    expect(more.state.cases).toHaveLength(lamp.state.cases.length);
    expect(eventsOf(more)).toEqual(expect.arrayContaining(['question.unanswered', 'case.added']));
    expect(notificationsOf(more)).toMatchObject([{ reason: 'citizen-wrote' }]);
  });

  test('tells anybody who is responsible', () => {
    const state = underWay({ cases: lamp.state.cases.map((each) => ({ ...each, assignee: 'ann' })) });
    expect(notificationsOf(turnOf('el fanal no funciona', { state }))).toMatchObject([{ agents: ['ann'], roles: [] }]);
  });

  test('wakes it where it was put off', () => {
    const state = underWay({
      cases: lamp.state.cases.map((each) => ({ ...each, status: 'snoozed', snoozedUntil: testDay + hours })),
    });
    const more = turnOf('el fanal no funciona', { state });
    expect(more.state.cases[0]).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(more.events).toContainEqual({ type: 'case.unsnoozed', case: code, by: null });
  });

  test('opens another case where it is another matter', () => {
    const press = next('soc periodista', lamp);
    expect(press.state.cases.map(({ kind, department }) => [kind, department])).toEqual([
      ['incident', 'oiac'],
      ['press', 'premsa'],
    ]);
    expect(next('fa setmanes que espero', lamp).state.cases).toHaveLength(2);
  });

  test('is nothing else when the person starts again', () => {
    expect(next('/restart', lamp).state.cases).toEqual(lamp.state.cases);
  });

  test('tells its state to anybody who types its code', () => {
    expect(textsOf(next('c4se 0007', lamp))[0]).toBe(
      [
        `caseOpened ca OIAC ca ${code}`,
        // As the receipt said.
        'caseBothDeadlines ca avui, dimarts 24 de novembre del 2026, a les 13.00 el dijous 24 de desembre del 2026',
        `caseFollow ca https://bot.example/cas/${code}`,
      ].join('\n\n'),
    );
  });
});

describe('the code of a case', () => {
  test('says of a deadline that has passed that it has', () => {
    const late = textsOf(next(code, lamp, { now: testDay + 3 * hours }))[0];
    expect(late).toMatch(/caseLate ca dimarts 24|caseLate ca avui/);
    expect(late).toMatch(/caseDeadline ca el dijous 24 de desembre/);
    expect(late).not.toMatch(/caseBothDeadlines|caseFirstDeadline/);
  });

  const escalations = (content: string, changes: Parameters<typeof turnOf>[1] = {}) =>
    notificationsOf(next(content, lamp, changes)).map(({ reason }) => reason);

  test('by itself asks how it stands, and tells nobody as long as it is in time', () => {
    expect([escalations(code), escalations(code, { now: testDay + 3 * hours })]).toEqual([[], ['citizen-wrote']]);
    expect(next(code, lamp).events).toContainEqual({ type: 'case.asked', case: code, by: null });
  });

  test('among words is something more about it', () => {
    expect(escalations(`què passa amb ${code.toLowerCase()}?`)).toEqual(['citizen-wrote']);
  });

  test('shows others nothing in public', () => {
    const shown = turnOf('el fanal no funciona', { surface: 'public', person: 'p-1' });
    const asked = next(code, shown, { surface: 'public', person: 'p-1' });
    expect(textsOf(asked)).toEqual(['caseAddedPublic ca']);
  });

  test('of another conversation is none', () => {
    expect(textsOf(next('XXXX-0001', lamp))).toEqual(['codeUnknown ca']);
  });
});

describe('what needs no person', () => {
  test.each([
    ['praise is thanked for', 'moltes felicitats', ['thanks ca']],
    ['what is not ours is pointed elsewhere', 'qui governa a marroc', ['elsewhere-reply ca']],
    ['insults are met calmly', 'sou uns burros', ['calm ca']],
    ['advertising neither', 'compreu rellotges', ['notEngaged ca']],
    ['politics neither', 'voteu els altres', ['notEngaged ca']],
  ])('%s', (_, words, said) => {
    const { state, sideEffects, ...rest } = turnOf(words, {});
    expect(textsOf({ state, sideEffects, ...rest })).toEqual(said);
    expect([state.cases, sideEffects]).toEqual([[], []]);
  });

  test.each([
    ['alone with the bot, anybody who is rude in a question gets its answer', 'private', 'question.answered'],
    ['where others read it, nobody engages', 'public', 'protocol.applied'],
  ] as const)('%s', (_, surface, event) => {
    const rule = { id: 'insult.vulgar', kind: 'insult' as const, evidence: { start: 0, end: 3 } };
    const insult = knowing("com m'empadrono", { kind: 'insult', confidence: 0.97, ranked: [], rule });
    const types = turnOf("com m'empadrono", { ...insult, surface, person: 'p-1' }).events.map(({ type }) => type);
    expect(types.filter((type) => type === 'question.answered' || type === 'protocol.applied')).toEqual([event]);
  });

  test('a guess at what deserves no answer must be surer than others', () => {
    const guessed = (confidence: number) =>
      turnOf(
        'quan obren la piscina',
        knowing('quan obren la piscina', { kind: 'spam', confidence, ranked: [], rule: null }),
      );
    expect(textsOf(guessed(0.75))).toEqual(['unanswered ca']);
    expect(textsOf(guessed(0.85))).toEqual(['notEngaged ca']);
  });
});

describe('against somebody', () => {
  test('removal is proposed with the message as evidence, and nothing is said in public', () => {
    const insult = turnOf('sou uns burros', { surface: 'public', person: 'p-1', revision: 3 });
    expect(textsOf(insult)).toEqual([]);
    expect(insult.state.cases[0]).toMatchObject({
      priority: 'low',
      proposals: [
        {
          id: '1',
          sanction: 'removal',
          by: { rule: 'insult-public' },
          breaks: 'respectful',
          evidence: 3,
          decided: null,
        },
      ],
    });
    expect(insult.events).toContainEqual({
      ...{ type: 'case.proposed', case: 'C4SE-0003', by: null, proposal: '1', sanction: 'removal' },
      rule: 'insult-public',
    });
  });

  test('a block is proposed only after breaches that somebody has confirmed', () => {
    const blocks = (breaches: number) =>
      turnOf('sou uns burros', { surface: 'public', state: underWay({ breaches }) }).state.cases[0]?.proposals.map(
        ({ sanction }) => sanction,
      );
    expect([blocks(0), blocks(1), blocks(2)]).toEqual([['removal'], ['removal'], ['removal', 'block']]);
  });

  test('the same again is another proposal in the same case', () => {
    const first = turnOf('sou uns burros', { surface: 'public' });
    const again = next('sou uns burros', first, { surface: 'public' });
    expect(again.state.cases).toHaveLength(1);
    expect(again.state.cases[0]?.proposals.map(({ id, evidence }) => [id, evidence])).toEqual([
      ['1', 7],
      ['2', 8],
    ]);
  });

  test('a threat alerts people at once', () => {
    const threat = turnOf('us trobaré', {});
    expect(textsOf(threat)).toEqual(['notEngaged ca']);
    expect(notificationsOf(threat)).toMatchObject([
      { reason: 'alert', department: 'policia', roles: ['agent', 'supervisor'] },
    ]);
    expect(threat.state.cases[0]?.priority).toBe('high');
  });
});

describe('in public', () => {
  const shown = turnOf('el fanal no funciona', { surface: 'public', person: 'p-1' });

  test('the case is opened, and its code is told in private only', () => {
    expect(shown.state.cases[0]).toMatchObject({ code, surface: 'public' });
    expect(textsOf(shown)).toEqual(['casePublic ca privateByCode ca K7QF-2MDX']);
    expect(JSON.stringify(shown.outbound)).not.toContain(code);
    expect(shown.events).toContainEqual({ type: 'private.invited', reason: 'case' });
    expect(textsOf(next('el fanal no funciona', shown, { surface: 'public', person: 'p-1' }))).toEqual([
      'caseAddedPublic ca',
    ]);
  });

  test('the receipt follows where the person goes on, and nothing is opened twice', () => {
    const transfer = {
      ...{
        from: 'c',
        account: 'front-desk',
        state: shown.state,
        revision: 7,
        newest: 7,
        question: 'el fanal no funciona',
        answered: null,
        flow: null,
      },
    };
    const followed = turnOf({ kind: 'continue', code: 'K7QF2MDX', text: '' }, { transfer });
    expect(textsOf(followed)[0]).toMatch(/^continued ca\n\ncaseOpened ca OIAC ca C4SE-0007/);
    expect(followed.state.cases).toEqual([]);
  });

  test('data that identify somebody are kept out, and their removal is proposed', () => {
    const data = turnOf('el meu DNI és 12345678Z', { surface: 'public', person: 'p-1' });
    expect(textsOf(data)).toEqual(['personalDataPublic ca privateByCode ca K7QF-2MDX']);
    expect(data.state.cases[0]?.proposals).toMatchObject([{ sanction: 'removal' }]);
  });

  test('what is said to nobody’s face is not introduced either', () => {
    const first = turnOf('sou uns burros', { surface: 'public', state: underWay({ introduced: false }) });
    expect([textsOf(first), first.state.introduced]).toEqual([[], false]);
  });
});
