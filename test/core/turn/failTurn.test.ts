import { expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { failTurn } from '../../../src/core/turn/failTurn.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { townDoubt } from '../../support/knowledge.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { townKnowledge } from '../../support/town.ts';
import { textsOf, turnInput, understood } from '../../support/turn.ts';

test.each([true, false])(
  'a turn that failed is told, counted as a message and changes nothing else (first turn: %s)',
  (first) => {
    const state = { ...newConversation(testDay), language: { locale: 'en', explicit: false } } as const;
    const result = failTurn(
      deepFreeze({
        state,
        first,
        inbound: { id: 'm1', content: { kind: 'text', text: 'secret words' }, localeHint: null },
        account: accountWith({}),
        surface: 'private',
        person: null,
        knowledge: townKnowledge,
        understanding: understood('secret words', {}),
        translate: echoPhrases,
        transfer: null,
        issueCode: () => 'K7QF2MDX',
        revision: 1,
        issueCaseCode: () => 'C4SE-0001',
        caseLink: (code) => `https://bot.example/cas/${code}`,
        now: testDay,
      }),
      'handler.failed',
    );
    expect(result).toEqual({
      state: { ...state, pace: { ...state.pace, backlog: 1 } },
      events: [
        ...(first ? [{ type: 'conversation.started' }] : []),
        { type: 'message.received', kind: 'text' },
        { type: 'turn.failed', code: 'handler.failed' },
      ],
      outbound: [{ text: 'failed en', choices: [], files: [], locale: 'en' }],
      sideEffects: [],
    });
  },
);

test('anybody who is in danger is told whom to call, also when the turn failed', () => {
  expect(textsOf(failTurn(turnInput('hi ha foc', {}), 'handler.failed'))).toEqual(['truqueu']);
  const doubtful = turnInput('hi ha foc', { understanding: understood('hi ha foc', { danger: townDoubt }) });
  expect(textsOf(failTurn(doubtful, 'handler.failed'))).toEqual(['el 112 atén\n\nfailed ca']);
});
