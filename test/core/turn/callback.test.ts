import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { accountWith } from '../../support/account.ts';
import { caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { playTurns } from '../../support/playTurns.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

/* Somebody asks to be called: that is passed on, and the number is asked for where it was not told. */

const complaint = 'la cua és massa llarga';
const incident = 'hi ha un fanal fos';
const place = 'davant del forn del carrer Gran 12';

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = townWithFlows(await shippedFlows(), { [complaint]: 'complaint', [incident]: 'incident' });
});

const play = (said: readonly string[], mails = false): TurnResult =>
  playTurns(
    said.map((content) => ({ content })),
    { knowledge, account: accountWith({ mails }), confirmationAt: () => '246810' },
  );

describe('who asks to be called', () => {
  test.each([
    ['em podeu trucar? soc el 612 345 678'],
    ['me pueden llamar ustedes? soy el 612345678'],
    ['no, please call me on 612345678'],
  ])('gets a case for a person, and is asked whether the number is right: %s', (text) => {
    const result = play([text]);
    expect(result.state.cases).toMatchObject([{ kind: 'person' }]);
    expect(result.state.flow).toMatchObject({ flow: 'be-told', case: result.state.cases[0]?.code });
    expect(result.state.flow?.step).toContain('agrees');
    expect(result.slots).toMatchObject({ how: { value: 'phone' } });
    expect(result.slots.phone?.text.replaceAll(' ', '')).toBe('612345678');
    // An address is not what was asked for.
    expect(textsOf(result).join()).not.toContain('person ca');
  });

  test('from somebody of a service gets that department, and the service is spoken of from then on', () => {
    const understanding = understood('que em truqui algú', { topics: [{ entry: 'residus.mobles', confidence: 0.9 }] });
    const mobles = knowledge.entry('residus.mobles');
    if (mobles === undefined) throw new Error('the town must take furniture');
    const entry: Knowledge['entry'] = (id) =>
      id === mobles.id ? { ...mobles, department: 'neteja' } : knowledge.entry(id);
    const town = { ...knowledge, entry };
    const result = turnOf('que em truqui algú', { knowledge: town, understanding, state: underWay({}) });
    expect(result.state.cases).toMatchObject([{ kind: 'person', department: 'neteja' }]);
    expect(result.state.dialogue.focus).toMatchObject([{ entry: 'residus.mobles' }]);
  });

  test('is asked for the number where it was not told', () => {
    const result = play(['vull que em truqueu']);
    expect(result.state.flow?.step).toContain('phone');
    expect(play(['vull que em truqueu', '612 345 678', 'sí']).state.flow).toBeNull();
  });

  test('after a receipt is added to the case, and opens no other', () => {
    const result = play([incident, place, 'no', 'no', 'em podeu trucar? 612345678']);
    expect(result.state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(eventsOf(result)).toContain('case.added');
    expect(result.state.flow).toMatchObject({ flow: 'be-told', case: result.state.cases[0]?.code });
    const again = play([incident, place, 'no', 'no', 'em podeu trucar? 612345678', 'sí', 'truqueu-me']);
    expect(eventsOf(again)).toContain('case.added');
    expect(again.state.flow).toBeNull();
  });

  test('after a receipt is answered by when the protocol says for who wants a person', () => {
    const first = { id: 'chat', dueAt: testDay, metAt: testDay, breached: false, since: testDay };
    const cases = [caseStateOf('C001-TEST', testDay, { first })];
    const state = underWay({ dialogue: { focus: [], last: { did: 'passed-on' } }, cases });
    const result = turnOf('em podeu trucar? 612345678', { knowledge, state, now: testDay });
    expect(result.state.cases).toMatchObject([{ first: { dueAt: testDay + 2 * 3_600_000, metAt: null } }]);
  });

  test('while something else is asked is heard, and is not asked how again', () => {
    const result = play([complaint, 'truqueu-me al 612345678']);
    expect(eventsOf(result)).toContain('case.added');
    expect(result.state.flow).toMatchObject({ step: 'details', filled: expect.arrayContaining(['how', 'phone']) });
    expect(play([complaint, 'truqueu-me al 612345678', 'no']).state.flow?.step).toContain('agrees');
    const beside = play([incident, place, 'truqueu-me al 612345678']);
    expect(eventsOf(beside)).toContain('case.added');
    expect(beside.state.flow).toMatchObject({ flow: 'street-incident', step: 'danger' });
    expect(beside.slots.danger).toBeUndefined();
  });
});

describe('who is asked how to be answered', () => {
  test.each([['per telèfon, 622334455'], ['truqueu-me al 622334455'], ['622 33 44 55']])(
    'may tell the number at once: %s',
    (text) => {
      const result = play([complaint, 'no', text]);
      expect(result.slots).toMatchObject({ how: { value: 'phone' } });
      expect(result.slots.phone?.text.replaceAll(' ', '')).toBe('622334455');
      expect(result.state.flow?.step).toContain('agrees');
    },
  );

  test('may tell the address at once: a code goes there first', () => {
    const result = play([complaint, 'no', 'per correu, anna@exemple.cat'], true);
    expect(result.state.flow).toMatchObject({ aside: 'code' });
    expect(result.sideEffects).toContainEqual(expect.objectContaining({ type: 'send-confirmation' }));
    expect(play([complaint, 'no', 'anna@exemple.cat', '246810'], true).slots.email?.text).toBe('anna@exemple.cat');
    // Without a mail server no address is offered.
    expect(play([complaint, 'no', 'anna@exemple.cat']).slots.email).toBeUndefined();
  });
});
