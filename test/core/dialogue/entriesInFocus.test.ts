import { describe, expect, test } from '@jest/globals';
import { withFocus } from '../../../src/core/dialogue/entriesInFocus.ts';
import { newDialogue } from '../../../src/core/model/conversation.ts';

const whole = (entry: string) => ({ entry, aspect: null });

describe('what a conversation is about', () => {
  test('is what was spoken of last, and before it what was spoken of before', () => {
    const state = withFocus(withFocus(newDialogue, whole('padro.alta')), whole('residus.mobles'));
    expect(state.focus.map(({ entry }) => entry)).toEqual(['residus.mobles', 'padro.alta']);
  });

  test('names a service once, with the side that was spoken of last', () => {
    const state = withFocus(withFocus(newDialogue, whole('padro.alta')), { entry: 'padro.alta', aspect: 'cost' });
    expect(state.focus).toEqual([{ entry: 'padro.alta', aspect: 'cost' }]);
    const back = withFocus(withFocus(state, whole('x.y')), whole('padro.alta'));
    expect(back.focus).toEqual([whole('padro.alta'), whole('x.y')]);
  });

  test('is kept of the last four, and changes neither the state before nor what the bot did last', () => {
    const before = { focus: ['a', 'b', 'c', 'd'].map(whole), last: { did: 'chatted' } as const };
    const after = withFocus(before, whole('e'));
    expect(after).toEqual({ focus: ['e', 'a', 'b', 'c'].map(whole), last: { did: 'chatted' } });
    expect(before.focus).toHaveLength(4);
  });
});
