import { describe, expect, test } from '@jest/globals';
import type { CaseState } from '../../../src/core/model/case.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import type { DangerReading } from '../../../src/core/model/danger.ts';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import { runTurn } from '../../../src/core/turn/pipeline.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { createKnowledge, townAlarm, townDoubt } from '../../support/knowledge.ts';
import { answeredState } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, notificationsOf, textsOf, turnInput, turnOf, understood, underWay } from '../../support/turn.ts';

/** A language that the bot does not speak. */
const speaking = (foreign: string | null) =>
  ({ locale: 'other', confidence: 0.99, isDistinctive: true, foreign }) as const;

/** Whom to call, and that staff were alerted. */
const alarmed = 'truqueu\n\nalerted ca C4SE-0007';

describe('in an emergency', () => {
  test.each([
    ['hi ha foc', 'truqueu', 'ca'],
    ['hay fuego', 'llame', 'es'],
    ['there is a fire', 'call', 'en'],
  ])('the person is told whom to call in their language, and people are alerted: %s', (words, said, locale) => {
    for (const surface of ['private', 'public'] as const) {
      const fire = turnOf(words, { surface });
      // In public a case is nobody else's.
      const alerted = surface === 'private' ? `\n\nalerted ${locale} C4SE-0007` : '';
      expect(textsOf(fire)).toEqual([`${said}${alerted}`]);
      expect(fire.state.cases).toMatchObject([{ kind: 'emergency', priority: 'urgent', status: 'open' }]);
      expect(notificationsOf(fire)).toMatchObject([{ reason: 'alert', roles: ['agent', 'supervisor'] }]);
      expect(eventsOf(fire)).toEqual(expect.arrayContaining(['danger.seen', 'protocol.applied', 'case.opened']));
    }
  });

  test('every message alerts again, in one case', () => {
    const first = turnOf('hi ha foc', {});
    const second = turnOf('hi ha foc', { state: first.state, revision: 8 });
    expect(textsOf(second)).toEqual(['truqueu']);
    expect(second.state.cases).toHaveLength(1);
    expect(notificationsOf(second).map(({ reason }) => reason)).toContain('alert');
  });

  test('the number comes whatever else holds', () => {
    const busy = underWay({ pace: { backlog: 20, at: testDay, warned: true } });
    const frozen = accountWith({ status: { kind: 'frozen', towards: null, message: null } });
    expect(textsOf(turnOf('hi ha foc', { state: busy }))).toEqual([alarmed]);
    expect(textsOf(turnOf('hi ha foc', { account: frozen }))).toEqual([alarmed]);
    const foreign = understood('hi ha foc', { language: speaking(null) });
    expect(textsOf(turnOf('hi ha foc', { understanding: foreign }))[0]).toMatch(/112 atén/);
  });

  test('a word that is a command stays one', () => {
    const alarmed = (text: string) => ({ understanding: understood(text, { danger: townAlarm }) });
    expect(textsOf(turnOf('ajuda', alarmed('ajuda')))).toEqual(['help ca']);
    expect(textsOf(turnOf({ kind: 'choice', value: 'command:help', text: 'foc' }, alarmed('foc')))).toEqual([
      'help ca',
    ]);
  });

  test('a common question that looks like one is answered besides', () => {
    const asked = turnOf("com m'empadrono", { understanding: understood("com m'empadrono", { danger: townAlarm }) });
    expect(textsOf(asked)).toEqual([alarmed, expect.stringContaining('padro.alta ca')]);
  });

  test.each([
    ['given besides where it names a helpline of its own', '024', 2],
    ['not given besides where it names none', '112', 1],
  ])('an answer for who is in distress that is past its date is %s', (_, number, said) => {
    const answer = { ca: `[${number}](tel:${number})`, es: '', en: '' };
    const old = entryWith({ id: 'x.help', sensitive: true, answer, valid: { from: null, until: '2026-11-23' } });
    const known = createKnowledge({ ...town, entries: [...town.entries, old] });
    const read = { danger: townAlarm, topics: [{ entry: old.id, confidence: 0.95 }], voice: 'meaning' as const };
    const knowledge = { ...known, helpNumbers: ['024', '112'] };
    expect(textsOf(turnOf('foc', { knowledge, understanding: understood('foc', read) }))).toHaveLength(said);
  });

  test('what is asked next is asked about the danger, where an entry is about it', () => {
    const help = townAlarm.help === null ? null : { ...townAlarm.help, entry: 'padro.alta' };
    const alarmed = (entry: string | null) =>
      turnOf('em pega', {
        understanding: understood('em pega', {
          danger: { ...townAlarm, help: help === null || entry === null ? townAlarm.help : { ...help, entry } },
        }),
      }).state.dialogue.focus.map(({ entry: id }) => id);
    expect(alarmed('padro.alta')).toEqual(['padro.alta']);
    expect(alarmed('none.such')).toEqual([]);
    expect(alarmed(null)).toEqual([]);
  });

  test('the line names the helpline of what is likely meant, where no more is known of the danger', () => {
    const helpline = {
      ...townAlarm.help,
      number: '024',
      line: { ca: 'el 024 escolta' },
      alarm: {},
      entry: 'padro.alta',
    };
    const knowledge = { ...talkTown, helpAbout: (entry: string) => (entry === 'padro.alta' ? helpline : null) };
    const lineFor = (confidence: number) => {
      const text = 'no vull ser aquí';
      const danger = { ...townAlarm, level: 'possible' as const };
      const read = understood(text, { danger, topics: [{ entry: 'padro.alta', confidence }] });
      return textsOf(turnOf(text, { knowledge, understanding: read }))[0];
    };
    expect(lineFor(0.5)).toMatch(/^el 024 escolta/);
    expect(lineFor(0.05)).toMatch(/^el 112 atén/);
  });

  test('no line precedes an answer that tells when to call itself, unless the doubt is great', () => {
    const written = { ca: 'Si ha mort a casa, truqueu al **[112](tel:112)**.', es: '', en: '' };
    const knowledge = createKnowledge({
      ...town,
      entries: [...town.entries, entryWith({ id: 'civil.defuncio', answer: written })],
    });
    const repliesTo = (danger: Partial<DangerReading>) => {
      const text = "s'ha mort el pare";
      const topics = [{ entry: 'civil.defuncio', confidence: 0.97 }];
      const read = understood(text, { danger: { ...townDoubt, ...danger }, topics });
      return textsOf(turnOf(text, { knowledge, understanding: read })).join();
    };
    expect(repliesTo({ probability: 0.6 })).toContain('Si ha mort a casa');
    expect(repliesTo({ probability: 0.6 })).not.toContain('el 112 atén');
    expect(repliesTo({ probability: 0.7 })).toContain('el 112 atén');
    expect(repliesTo({ probability: 0.6, rule: townAlarm.rule })).toContain('el 112 atén');
  });

  test('a side of that danger is told to who asks for it, and what else is said goes to staff', () => {
    const help = townAlarm.help === null ? null : { ...townAlarm.help, entry: 'padro.alta' };
    const knowledge = { ...talkTown, helpFor: () => help };
    const alarm = turnOf('em pega', {
      knowledge,
      understanding: understood('em pega', { danger: { ...townAlarm, help } }),
    });
    const say = (text: string, read: Partial<Understanding>) =>
      turnOf(text, { knowledge, state: alarm.state, revision: 8, understanding: understood(text, read) });
    const contact = { aspects: [{ aspect: 'contact', confidence: 0.9 }] } as const;
    const asked = say('a qui truco?', { ...contact, shape: shapeOf('a qui truco?') });
    expect(textsOf(asked)).toEqual(['contact of padro.alta ca']);
    const more = say('no sé què fer', contact);
    expect(textsOf(more)).toEqual([expect.stringContaining('alertedAgain ca')]);
    expect(eventsOf(more)).toContain('case.added');
  });

  test('who goes on about it is not told the same again, and what is not known is said', () => {
    const { state } = turnOf('hi ha foc', {});
    const say = (text: string, from: ConversationState, read: Partial<Understanding> = {}) =>
      turnOf(text, { state: from, revision: 8, understanding: understood(text, { shape: shapeOf(text), ...read }) });
    const afraid = say('tinc por que sàpiga que he estat jo', state, { danger: townAlarm });
    expect(textsOf(afraid)[0]).toMatch(/^dangerCalm ca\n\nel 112 atén\n\nalertedAgain ca/);
    const asked = say('és anònim?', afraid.state);
    expect(textsOf(asked)[0]).toMatch(/^dangerNotKnown ca/);
    expect(textsOf(asked)[0]).not.toContain('112');
    expect(textsOf(say('i a qui truco?', asked.state))[0]).toBe('truqueu');
    // What happens now is told of again.
    expect(textsOf(say('ara crema tot', afraid.state, { danger: townAlarm }))[0]).toBe('truqueu');
  });

  test('a doubt that is less than even names no number before what goes on about something harmless', () => {
    const say = (probability: number, state: ConversationState) =>
      textsOf(
        turnOf('ell és marroquí', {
          knowledge: { ...talkTown, moves: always('follow') },
          state,
          understanding: understood('ell és marroquí', { danger: { ...townDoubt, probability } }),
        }),
      )[0];
    expect(say(0.45, answeredState)).not.toContain('112');
    expect(say(0.6, answeredState)).toContain('112');
    expect(say(0.45, underWay({}))).toContain('112');
    const warned = { ...answeredState.dialogue, last: { did: 'warned' as const, whom: 'general' } };
    expect(say(0.45, { ...answeredState, dialogue: warned })).toContain('112');
  });

  test('a plain question keeps the number from an even doubt on: what it tells besides may be the danger', () => {
    const asked = 'what time do you open? my baby is covered in bruises';
    const read = understood(asked, {
      danger: { ...townDoubt, probability: 0.69 },
      kind: { kind: 'question', confidence: 0.99, ranked: [], rule: null },
      acts: [{ act: 'follow', confidence: 0.98 }],
      aspects: [{ aspect: 'contact', confidence: 0.99 }],
      shape: shapeOf(asked),
    });
    const knowledge = { ...talkTown, moves: always('follow') };
    const followed = turnOf(asked, { knowledge, state: answeredState, understanding: read });
    expect(textsOf(followed)[0]).toMatch(/^el 112 atén\n\ncontact of padro\.alta/);
  });

  test('the number comes before the bot introduces itself', () => {
    const first = turnOf('hi ha foc', { state: underWay({ introduced: false }) });
    expect(textsOf(first)).toEqual([alarmed, 'introduction ca']);
  });

  test('whom to call is said in the language of the message, also one that the bot does not speak', () => {
    const said = (language: string | null) =>
      textsOf(
        turnOf('au feu', {
          understanding: understood('au feu', { language: speaking(language), danger: townAlarm }),
        }),
      );
    expect(said('fr')).toEqual(['appelez']);
    // Where the language can't be told, or nothing is written in it: a line in several.
    const several = 'el 112 atén\n\nel 112 atiende\n\n112 answers\n\nle 112 répond\n\n112 يجيب';
    expect(said(null)).toEqual([several]);
    expect(said('sv')).toEqual([several]);
  });

  test('no other kind than an emergency decides, and a guess of one without an alarm is none', () => {
    const kind = { kind: 'emergency', confidence: 0.9, ranked: [], rule: null } as const;
    const asked = turnOf('el fanal', { understanding: understood('el fanal', { kind }) });
    expect(asked.state.cases.map(({ kind }) => kind)).not.toContain('emergency');
    expect(textsOf(asked)).not.toContain('truqueu');
  });
});

describe('where there may be a danger', () => {
  test('the ordinary reply begins with one line that names the number, and nobody is alerted', () => {
    const asked = turnOf("com m'empadrono", { understanding: understood("com m'empadrono", { danger: townDoubt }) });
    expect(textsOf(asked)[0]).toMatch(/^el 112 atén\n\npadro\.alta ca/);
    expect(eventsOf(asked)).toContain('danger.seen');
    expect(asked.state.cases).toEqual([]);
    expect(notificationsOf(asked)).toEqual([]);
  });

  test('it leads the first message, introduction or not, and the words of a command have none', () => {
    const doubted = (text: string) => understood(text, { danger: townDoubt });
    const first = turnOf("com m'empadrono", {
      understanding: doubted("com m'empadrono"),
      state: underWay({ introduced: false }),
    });
    expect(textsOf(first)[0]).toBe('el 112 atén\n\nintroduction ca');
    expect(textsOf(turnOf('ajuda', { understanding: doubted('ajuda') }))).toEqual(['help ca']);
  });

  test('in a language that the bot does not speak it leads what the bot can do', () => {
    const understanding = understood('je me sens seul', { language: speaking('fr'), danger: townDoubt });
    const [said] = textsOf(turnOf('je me sens seul', { understanding }));
    expect(said).toMatch(/^le 112 répond\n\nunsupportedLanguage/);
  });
});

describe('while a person serves', () => {
  const opened = turnOf('persona', {}).state.cases[0] as CaseState;
  const takeover = { by: 'ann', since: testDay, case: opened.code };
  const state = underWay({ takeover, cases: [{ ...opened, assignee: 'ann' }] });

  test.each([
    ['a question that it could answer', "com m'empadrono"],
    ['another matter', 'el fanal no funciona'],
    ['a command', 'ajuda'],
    ['a language that it does not speak', 'wie melde ich mich an'],
    ['a file', { kind: 'files', files: [{ id: 'f', name: 'a', type: 'image/png', size: 1 }], text: '' }],
    ['a place', { kind: 'location', latitude: 41, longitude: 2, text: '' }],
  ] as const)('the bot is silent, and the person who serves is told: %s', (_, content) => {
    const now = testDay + 60_000;
    const received = runTurn(turnInput(content, { state, now }));
    expect(textsOf(received)).toEqual([]);
    expect(received.state.cases[0]).toMatchObject({ citizenAt: now });
    expect(received.state.takeover).toEqual(takeover);
    expect(received.sideEffects[0]).toEqual({ type: 'index-cases' });
    expect(notificationsOf(received)).toMatchObject([
      { reason: 'citizen-wrote', case: opened.code, agents: ['ann'], roles: [] },
    ]);
  });

  test('it does not even introduce itself, or ask for a pause', () => {
    expect(textsOf(turnOf('hola', { state: { ...state, introduced: false } }))).toEqual([]);
    expect(textsOf(turnOf({ kind: 'start' }, { state: { ...state, introduced: false } }))).toEqual([]);
    const busy = { ...state, pace: { backlog: 20, at: testDay, warned: false } };
    expect(textsOf(turnOf('hola', { state: busy }))).toEqual([]);
  });

  test('an emergency still gets its number, and alerts the person who serves', () => {
    const fire = turnOf('hi ha foc', { state });
    expect(textsOf(fire)).toEqual(['truqueu']);
    expect(notificationsOf(fire)).toContainEqual(expect.objectContaining({ reason: 'alert', agents: ['ann'] }));
    expect(fire.state.cases).toHaveLength(1);
  });

  test.each([
    ['/privacy', 'privacy ca'],
    ['/my-data', 'myData ca'],
    ['/erase', 'confirmErase ca'],
  ])('%s is always one’s own affair', (words, said) => {
    expect(textsOf(turnOf(words, { state }))).toEqual([said]);
  });

  test('erasing takes what lists show of it along', () => {
    const erased = turnOf({ kind: 'choice', value: 'erase:yes', text: '' }, { state });
    expect(erased.sideEffects).toEqual([{ type: 'erase-content' }, { type: 'index-cases' }]);
  });
});
