import { expect, test } from '@jest/globals';
import { activitiesOf } from '../../../adapters/webchat/outbound.ts';
import type { Rendered } from '../../../src/core/model/message.ts';

const rendered = { markup: 'markdown', locale: 'ca', files: [], choices: [] } as const;
const turn = (outbound: readonly Rendered[]) =>
  ({ revision: 1, at: 0, lost: false, content: { inbound: null, outbound } }) as const;
const reader = { platformConversation: 'c', user: 'u', botName: 'b', fileUrl: () => '', quickExit: '' };

test('an answer is said to be provable where there is a public log alone, and other messages never', () => {
  const said = turn([
    { ...rendered, text: 'The answer', answers: 'padro.alta' },
    { ...rendered, text: 'Something else' },
  ]);
  const reported = (proves: boolean) =>
    activitiesOf(said, { ...reader, proves }).map((activity) => activity.channelData?.provable ?? false);
  expect(reported(true)).toEqual([true, false]);
  expect(reported(false)).toEqual([false, false]);
});
