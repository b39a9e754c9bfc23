import { expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { recordOf } from '../../../src/core/model/understanding.ts';
import { failTurn } from '../../../src/core/turn/failTurn.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { townDoubt } from '../../support/knowledge.ts';
import { textsOf, turnInput, understood } from '../../support/turn.ts';

test.each([true, false])(
  'a turn that failed is told, counted as a message and changes nothing else (first turn: %s)',
  (first) => {
    const state = { ...newConversation(testDay), language: { locale: 'en', explicit: false } } as const;
    const input = deepFreeze(turnInput('secret words', { state, first, revision: 1 }));
    const result = failTurn(input, 'handler.failed');
    expect(result).toEqual({
      collected: null,
      state: { ...state, pace: { ...state.pace, backlog: 1 } },
      events: [
        ...(first ? [{ type: 'conversation.started' }] : []),
        { type: 'message.received', kind: 'text', understanding: recordOf(input.understanding) },
        { type: 'turn.failed', code: 'handler.failed' },
      ],
      outbound: [{ text: 'failed en', choices: [], files: [], locale: 'en' }],
      sideEffects: [],
      slots: {},
    });
  },
);

test('anybody who is in danger is told whom to call, also when the turn failed', () => {
  expect(textsOf(failTurn(turnInput('hi ha foc', {}), 'handler.failed'))).toEqual(['truqueu']);
  const doubtful = turnInput('hi ha foc', { understanding: understood('hi ha foc', { danger: townDoubt }) });
  expect(textsOf(failTurn(doubtful, 'handler.failed'))).toEqual(['el 112 atén\n\nfailed ca']);
});
