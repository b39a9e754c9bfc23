import { describe, expect, test } from '@jest/globals';
import { webchatCapabilities } from '../../../adapters/webchat/index.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { eventsOf, textsOf, turnOf } from '../../support/turn.ts';

const web = accountWith({ capabilities: webchatCapabilities, mails: true });
const opened = turnOf('el fanal no funciona', { account: web });
const code = opened.state.cases[0]?.code ?? '';
const say = (text: string, state: ConversationState, account: Account = web) =>
  turnOf(text, { state, account, revision: 8 });
const press = (state: ConversationState, account: Account = web) =>
  turnOf({ kind: 'choice', value: `notify:${code}`, text: 'x' }, { state, account, revision: 8 });
const offers = ({ outbound }: ReturnType<typeof turnOf>) =>
  outbound.flatMap(({ choices }) => choices.map(({ value }) => value)).filter((value) => value.startsWith('notify:'));

describe('the citizen of a new case', () => {
  test('is offered in the receipt to be told by e-mail, where it can be and is needed', () => {
    expect(offers(opened)).toEqual([`notify:${code}`]);
    const without = accountWith({ capabilities: webchatCapabilities });
    expect(offers(turnOf('el fanal no funciona', { account: without }))).toEqual([]);
    // There the answer itself tells them.
    const push = accountWith({ capabilities: { ...webchatCapabilities, delivery: 'push' }, mails: true });
    expect(offers(turnOf('el fanal no funciona', { account: push }))).toEqual([]);
    expect(offers(turnOf('el fanal no funciona', { account: web, surface: 'public' }))).toEqual([]);
  });

  test('presses it, writes the address, and is asked there whether it is theirs', () => {
    const asked = press(opened.state);
    expect(asked.state.askedAddress).toBe(code);
    const given = say(' ana@example.org ', asked.state);
    expect(given.updatesTo).toEqual({ email: 'ana@example.org', locale: 'ca' });
    expect(given.state.cases[0]?.emailUpdates).toEqual({ revision: 8, confirmed: false });
    expect(given.sideEffects).toContainEqual({ type: 'ask-address', case: code });
    expect(given.events).toContainEqual({ type: 'case.notifications-changed', case: code, by: null, step: 'asked' });
    expect(textsOf(given)[0]).toContain('ana@example.org');
    // Neither the state nor what happened says where.
    expect(JSON.stringify([given.state, given.events])).not.toContain('example.org');
    expect(given.state.cases).toHaveLength(1);
  });

  test('who writes something else is heard, and their next address is no answer any more', () => {
    const asked = press(opened.state);
    const other = say('hola', asked.state);
    expect(eventsOf(other)).not.toContain('case.notifications-changed');
    expect(other.state.askedAddress).toBeNull();
    expect(say('ana@example.org', other.state).updatesTo).toBeUndefined();
    // More than an address is a message.
    expect(say('el meu correu és ana@example.org', asked.state).updatesTo).toBeUndefined();
  });

  test('is not asked while a person handles the conversation, nor in another one', () => {
    const takeover = { by: 'marta', since: 0, case: code };
    expect(press({ ...opened.state, takeover }).state.askedAddress).toBeUndefined();
    expect(press({ ...opened.state, cases: [] }).state.askedAddress).toBeUndefined();
  });

  test('is offered it no more once they have confirmed an address', () => {
    const [caseState] = opened.state.cases;
    if (caseState === undefined) throw new Error('there is no case');
    const cases = [{ ...caseState, emailUpdates: { revision: 3, confirmed: true } }];
    expect(press({ ...opened.state, cases }).state.askedAddress).toBeUndefined();
  });
});

describe('by text message', () => {
  const both = accountWith({ capabilities: webchatCapabilities, mails: true, textsTo: ['34'] });
  const phones = accountWith({ capabilities: webchatCapabilities, textsTo: ['34'] });
  const minute = 60_000;
  const write = (
    content: Parameters<typeof turnOf>[0],
    state: ConversationState,
    { revision = 8, account = phones, after = 0 }: { revision?: number; account?: Account; after?: number } = {},
  ) =>
    turnOf(content, {
      ...{ state, account, revision, now: testDay + after },
      confirmationAt: (at) => String(100_000 + at),
    });
  const pressed = (state: ConversationState, account = phones) =>
    write({ kind: 'choice', value: `notify:${code}`, text: 'x' }, state, { account });
  const openState = turnOf('el fanal no funciona', { account: phones }).state;
  const given = write('612 34 56 78', pressed(openState).state);
  const updates = ({ state }: ReturnType<typeof turnOf>) => state.cases[0]?.phoneUpdates;

  test('is offered beside e-mail or alone, and asked for with both in one question', () => {
    expect(textsOf(pressed(openState))).toEqual(['notify.askPhone ca']);
    expect(textsOf(pressed(openState, both))).toEqual(['notify.askAny ca']);
    expect(textsOf(press(openState, web))).toEqual(['notify.askAddress ca']);
    const labels = [phones, both, web].map((account) =>
      turnOf('el fanal no funciona', { account }).outbound.flatMap(({ choices }) =>
        choices.filter(({ value }) => value.startsWith('notify:')).map(({ label }) => label),
      ),
    );
    expect(labels).toEqual([['choice.notify.phone ca'], ['choice.notify.any ca'], ['choice.notify ca']]);
  });

  test('a number is taken as E.164, sealed, and a code goes there', () => {
    expect(given.updatesTo).toEqual({ phone: '+34612345678', locale: 'ca' });
    expect(updates(given)).toEqual({ revision: 8, confirmed: false, code: { sentAt: testDay, wrong: 0 } });
    expect(given.sideEffects).toContainEqual({ type: 'ask-address', case: code });
    expect(given.events).toContainEqual({ type: 'case.notifications-changed', case: code, by: null, step: 'asked' });
    expect(textsOf(given)).toEqual(['notify.codeSent ca +34612345678']);
    // Neither the state nor what happened says where, nor the code.
    expect(JSON.stringify([given.state, given.events])).not.toMatch(/612345678|100008/);
  });

  test('where both are set up either is taken; where only one is, only that', () => {
    expect(write('ana@example.org', pressed(openState, both).state, { account: both }).updatesTo).toMatchObject({
      email: 'ana@example.org',
    });
    expect(write('612345678', pressed(openState, both).state, { account: both }).updatesTo).toMatchObject({
      phone: '+34612345678',
    });
    expect(write('ana@example.org', pressed(openState).state).updatesTo).toBeUndefined();
    expect(write('612345678', press(openState).state, { account: web }).updatesTo).toBeUndefined();
  });

  test('another number than of a mobile is refused, and the next one is taken', () => {
    const refused = write('93 479 67 00', pressed(openState).state);
    expect(textsOf(refused)).toEqual(['notify.notMobile ca']);
    expect(refused.updatesTo).toBeUndefined();
    expect(write('612345678', refused.state).updatesTo).toMatchObject({ phone: '+34612345678' });
  });

  test('the right code confirms it, with a question in between, once', () => {
    const between = write('hola', given.state, { revision: 9 });
    expect(updates(between)?.code).toBeDefined();
    const confirmed = write('el codi és 100 008', between.state, { revision: 10 });
    expect(updates(confirmed)).toEqual({ revision: 8, confirmed: true });
    expect(eventsOf(confirmed)).toContain('case.notifications-changed');
    expect(textsOf(confirmed)).toEqual(['notify.phoneConfirmed ca']);
    expect(textsOf(write('100008', confirmed.state, { revision: 11 })).join()).not.toContain('notify.');
    // Nothing is offered that is wanted already.
    expect(offers(write({ kind: 'choice', value: `notify:${code}`, text: 'x' }, confirmed.state))).toEqual([]);
  });

  test('three wrong codes drop the number, and the right one comes too late then', () => {
    const one = write('111111', given.state, { revision: 9 });
    expect([textsOf(one), updates(one)?.code?.wrong]).toEqual([['notify.codeWrong ca'], 1]);
    const three = write('333333', write('222222', one.state, { revision: 10 }).state, { revision: 11 });
    expect(textsOf(three)).toEqual(['notify.codeGivenUp ca']);
    expect(offers(three)).toEqual([`notify:${code}`]);
    expect(updates(three)).toBeNull();
    expect(updates(write('100008', three.state, { revision: 12 }))).toBeNull();
  });

  test('a code of another day, or of more than a quarter of an hour ago, confirms nothing', () => {
    expect(updates(write('100008', given.state, { revision: 9, after: 15 * minute }))).toMatchObject({
      confirmed: true,
    });
    const late = write('100008', given.state, { revision: 9, after: 15 * minute + 1 });
    expect([textsOf(late), updates(late), offers(late)]).toEqual([['notify.codeExpired ca'], null, [`notify:${code}`]]);
  });

  test('a conversation gets three codes in a day, whatever comes of them', () => {
    let { state } = given;
    for (const revision of [9, 10]) {
      const next = write('612345679', pressed(state).state, { revision });
      expect(next.updatesTo).toBeDefined();
      state = next.state;
    }
    const fourth = write('612345670', pressed(state).state, { revision: 11 });
    expect(textsOf(fourth)).toEqual(['notify.tooManyCodes ca']);
    expect(fourth.updatesTo).toBeUndefined();
    expect(fourth.sideEffects.map(({ type }) => type)).not.toContain('ask-address');
    const day = 24 * 60 * minute;
    expect(write('612345670', pressed(state).state, { revision: 12, after: day }).updatesTo).toBeDefined();
  });
});
