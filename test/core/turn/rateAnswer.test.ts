import { describe, expect, test } from '@jest/globals';
import { webchatCapabilities } from '../../../adapters/webchat/index.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { noDanger } from '../../../src/core/model/danger.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createKnowledge, townHelp } from '../../support/knowledge.ts';
import { town } from '../../support/town.ts';
import { eventsOf, textsOf, turnOf, understood } from '../../support/turn.ts';

const web = accountWith({ capabilities: webchatCapabilities });
const answered = turnOf({ kind: 'choice', value: 'entry:padro.alta', text: 'Padró' }, { account: web });
const press = (value: string, state: ConversationState, account = web, revision = 8) =>
  turnOf({ kind: 'choice', value, text: 'x' }, { state, account, revision });

describe('an answer is rated', () => {
  test('where it was given: it says which entry it is, and nothing is said of it', () => {
    expect(answered.outbound.map(({ answers }) => answers)).toEqual(['padro.alta']);
    const rated = press('useful:padro.alta', answered.state);
    expect(rated.events).toContainEqual({ type: 'answer.rated', entry: 'padro.alta', useful: true, answer: 7 });
    expect(rated.outbound).toEqual([]);
  });

  test.each([{ quickExit: true }, { sensitive: true }])(
    'never where its reader may be in danger or in need: %j',
    (marks) => {
      const entries = town.entries.map((each) => (each.id === 'padro.alta' ? { ...each, ...marks } : each));
      const knowledge = createKnowledge({ ...town, entries });
      const { outbound, events } = turnOf(
        { kind: 'choice', value: 'entry:padro.alta', text: 'Padró' },
        { account: web, knowledge },
      );
      expect(events).toContainEqual(expect.objectContaining({ type: 'question.answered', entry: 'padro.alta' }));
      expect(outbound.filter(({ answers }) => answers !== undefined)).toEqual([]);
    },
  );

  test('once; what is wrong may be said after it', () => {
    const rated = press('useless:padro.alta', answered.state);
    const why = press('useless:padro.alta/old', rated.state);
    expect(eventsOf(why)).not.toContain('answer.rated');
    expect(why.events).toContainEqual({ type: 'answer.faulted', entry: 'padro.alta', fault: 'old', answer: 7 });
    const again = press('useless:padro.alta', why.state);
    expect(eventsOf(again)).toEqual(['message.received', 'choice.repeated']);
    // Who found it useful finds no fault with it.
    const liked = press('useful:padro.alta', answered.state);
    expect(eventsOf(press('useless:padro.alta/old', liked.state))).toEqual(['message.received', 'choice.repeated']);
  });

  test('at once with the reason', () => {
    const rated = press('useless:padro.alta/wrong', answered.state);
    expect(eventsOf(rated)).toEqual(['message.received', 'answer.rated', 'answer.faulted']);
  });

  test('and leaves what can be chosen and what is under way as they are', () => {
    const asked = turnOf('padró', { account: web });
    const { state } = press('useful:padro.alta', { ...answered.state, offered: asked.state.offered });
    expect(state.offered).toEqual(asked.state.offered);
    expect(state.dialogue).toEqual(answered.state.dialogue);
  });

  test('again when it was given again', () => {
    const rated = press('useful:padro.alta', answered.state);
    const given = turnOf(
      { kind: 'choice', value: 'entry:padro.alta', text: 'Padró' },
      { account: web, state: rated.state, revision: 9, now: testDay + 60_000 },
    );
    const again = press('useless:padro.alta', given.state, web, 10);
    expect(again.events).toContainEqual({ type: 'answer.rated', entry: 'padro.alta', useful: false, answer: 9 });
  });

  test.each(['useful:no.such', 'useless:no.such/wrong', 'useful:smalltalk.thanks'])(
    'or the person is told that it is too late: %s',
    (value) => {
      const rated = press(value, answered.state);
      expect(eventsOf(rated)).toEqual(['message.received']);
      expect(textsOf(rated)).toEqual(['tooLateToRate ca']);
    },
  );

  test.each(['useful:', 'useless:padro.alta/ugly', 'useless:/wrong'])('and nothing else: %s', (value) => {
    expect(eventsOf(press(value, answered.state))).not.toContain('answer.rated');
  });

  test('while a person handles the conversation, who is not disturbed by it', () => {
    const state = { ...answered.state, takeover: { by: 'ann', since: 0, case: 'C4SE-0001' } };
    const rated = press('useless:padro.alta', state, accountWith({}));
    expect(eventsOf(rated)).toEqual(['message.received', 'answer.rated']);
    expect(rated.outbound).toEqual([]);
    expect(rated.sideEffects).toEqual([]);
  });
});

describe('where the channel shows no rating', () => {
  const telegram = accountWith({});
  const before = turnOf({ kind: 'choice', value: 'entry:padro.alta', text: 'Padró' }, { account: telegram });
  const thank = (state: ConversationState, revision = 8) =>
    turnOf(
      { kind: 'choice', value: 'entry:smalltalk.thanks', text: 'gràcies' },
      { state, account: telegram, revision },
    );

  test('who says thanks is asked, once, and may say what is wrong', () => {
    const thanked = thank(before.state);
    expect(textsOf(thanked).at(-1)).toBe('askUseful ca');
    expect(thanked.state.offered).toEqual(['useful:padro.alta', 'useless:padro.alta']);
    const rated = press('useless:padro.alta', thanked.state, telegram, 9);
    expect(textsOf(rated)).toEqual(['askFault ca']);
    const why = press('useless:padro.alta/unclear', rated.state, telegram, 10);
    expect(textsOf(why)).toEqual(['answerFaulted ca']);
    expect(textsOf(thank(why.state, 11))).not.toContain('askUseful ca');
  });

  test('not while a flow has its own question open, which a "no" must answer', async () => {
    const flows = await shippedFlows();
    const knowledge = townWithFlows(flows, { 'el fanal no va': 'incident' });
    const { state, slots } = turnOf('el fanal no va', {
      account: telegram,
      knowledge,
      state: before.state,
      revision: 8,
    });
    const definition = flows.all.find(({ id }) => id === state.flow?.flow) ?? null;
    const thanked = turnOf(
      { kind: 'choice', value: 'entry:smalltalk.thanks', text: 'gràcies' },
      { account: telegram, knowledge, state, flow: definition && { definition, slots }, revision: 9 },
    );
    expect(textsOf(thanked)).toEqual(['smalltalk.thanks ca', expect.stringMatching(/^flow.back ca/)]);
  });

  test('not where they may be in danger', () => {
    const danger = { ...noDanger, level: 'possible', help: townHelp } as const;
    const thanked = turnOf('thanks', {
      ...{ state: before.state, account: telegram, revision: 8 },
      understanding: understood('thanks', { topics: [{ entry: 'smalltalk.thanks', confidence: 1 }], danger }),
    });
    expect(textsOf(thanked)).not.toContain('askUseful ca');
  });

  test('nobody else is: not long after the answer, and not where there are too few buttons', () => {
    expect(textsOf(thank(before.state, 12))).not.toContain('askUseful ca');
    const plain = accountWith({ capabilities: { ...telegram.capabilities, buttons: 0 } });
    const turn = turnOf(
      { kind: 'choice', value: 'entry:smalltalk.thanks', text: 'gràcies' },
      { state: before.state, account: plain, revision: 8 },
    );
    expect(textsOf(turn)).not.toContain('askUseful ca');
  });
});
