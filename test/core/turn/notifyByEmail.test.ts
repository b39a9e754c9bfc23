import { describe, expect, test } from '@jest/globals';
import { webchatCapabilities } from '../../../adapters/webchat/index.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { accountWith } from '../../support/account.ts';
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
