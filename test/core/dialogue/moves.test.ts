import { describe, expect, test } from '@jest/globals';
import type { Situation } from '../../../src/core/dialogue/moveFeatures.ts';
import { movesOf } from '../../../src/core/dialogue/moves.ts';
import { newDialogue } from '../../../src/core/model/conversation.ts';
import { moves, notUnderstood } from '../../../src/core/model/understanding.ts';
import { always, movesBy } from '../../support/talkTown.ts';

const nothing = notUnderstood('v1');
const empty: Situation = { dialogue: newDialogue, offered: false, hasCase: false, generalOf: () => [] };

describe('moves', () => {
  test('are all ranked, the most probable first, with probabilities that add up', () => {
    const ranked = movesOf(always('status'), nothing, empty);
    expect(ranked[0]).toEqual({ move: 'status', confidence: expect.closeTo(0.999, 2) });
    expect(ranked.map(({ move }) => move).sort()).toEqual([...moves].sort());
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 6);
    for (const [index, { confidence }] of ranked.entries())
      expect(confidence).toBeLessThanOrEqual(ranked[index - 1]?.confidence ?? 1);
  });

  test('depend on the situation: the same words ask on about what is in focus, or ask', () => {
    const model = movesBy({ ask: { always: 2 }, follow: { 'has focus': 4 } });
    const inFocus = { ...empty, dialogue: { focus: [{ entry: 'padro.alta', aspect: null }], last: null } };
    expect(movesOf(model, nothing, empty)[0]?.move).toBe('ask');
    expect(movesOf(model, nothing, inFocus)[0]?.move).toBe('follow');
  });

  test('are probabilities also where weights are large', () => {
    const ranked = movesOf(movesBy({ ask: { always: 5_000 }, add: { always: -5_000 } }), nothing, empty);
    expect([ranked[0], ranked.at(-1)]).toEqual([
      { move: 'ask', confidence: 1 },
      { move: expect.any(String), confidence: 0 },
    ]);
  });
});
