import { describe, expect, test } from '@jest/globals';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, turnOf, understood } from '../../support/turn.ts';

/** A message that reads as a question of its own. */
const say = (read: Partial<Understanding>) =>
  turnOf('words', { knowledge: { ...talkTown, moves: always('ask') }, understanding: understood('words', read) });

describe('what is stated rather than asked', () => {
  const stated = (kind: 'information-request' | 'false-information', asks: boolean, words = 12) => ({
    topics: [{ entry: 'padro.alta', confidence: 0.97 }],
    kind: { kind, confidence: 0.95, ranked: [{ kind, confidence: 0.95 }], rule: null },
    shape: { ...understood('', {}).shape, asks, words },
  });

  test('is a matter for people, however near an entry is: a formal request has a deadline', () => {
    for (const kind of ['information-request', 'false-information'] as const) {
      const result = say(stated(kind, false));
      expect(eventsOf(result)).not.toContain('question.answered');
      expect(result.state.cases).toMatchObject([{ kind }]);
    }
  });

  test('is a question where it only names what an entry explains', () => {
    const named = say(stated('information-request', false, 3));
    expect([eventsOf(named).includes('question.answered'), named.state.cases]).toEqual([true, []]);
  });

  test('is a question where it asks', () => {
    const asked = say(stated('information-request', true));
    expect([eventsOf(asked).includes('question.answered'), asked.state.cases]).toEqual([true, []]);
  });
});
