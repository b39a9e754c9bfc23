import { expect, test } from '@jest/globals';
import { topicAskedOn } from '../../../src/core/turn/meant.ts';
import type { Turn } from '../../../src/core/turn/turnDraft.ts';
import { townKnowledge } from '../../support/town.ts';
import { understood, underWay } from '../../support/turn.ts';

/** The service that a message asks on about which was read as likely about `before` as told, below that and `last`. */
function askedOn(before: number, last: number, topics: Turn['input']['understanding']['topics']) {
  const focus = ['padro.alta', 'residus.mobles'].map((entry) => ({ entry, aspect: null }));
  const input = { understanding: understood('i have no code', { topics }), knowledge: townKnowledge };
  const turn = { state: underWay({ dialogue: { focus, last: null } }), input } as Turn;
  const subjects = [
    { entry: 'residus.mobles', confidence: before },
    { entry: 'padro.alta', confidence: last },
  ].sort((a, b) => b.confidence - a.confidence);
  return topicAskedOn(turn, { move: 'follow', follows: 0.9, subjects, ranked: [], rejected: [] });
}

test('what names no service is about the one spoken of last, unless one of before is clearly likelier', () => {
  expect(askedOn(0.38, 0.35, [])).toBe('padro.alta');
  expect(askedOn(0.8, 0.1, [])).toBe('residus.mobles');
  expect(askedOn(0.38, 0.35, [{ entry: 'residus.mobles', confidence: 0.5 }])).toBe('residus.mobles');
});
