import { describe, expect, test } from '@jest/globals';
import type { LastReply } from '../../../src/core/model/conversation.ts';
import type { Move, Understanding } from '../../../src/core/model/understanding.ts';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { inFocus } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

/** What comes of a text below an answer about the register, where the model takes it for a move. */
function say(text: string, move: Move, changes: Partial<Understanding> = {}, last: LastReply | null = null) {
  const dialogue = inFocus('padro.alta');
  const state = underWay({ dialogue: last === null ? dialogue : { ...dialogue, last } });
  const read = understood(text, { shape: shapeOf(text), acts: [{ act: 'no', confidence: 0.95 }], ...changes });
  return textsOf(turnOf(text, { knowledge: { ...talkTown, moves: always(move) }, understanding: read, state })).join();
}

describe('a sentence that says that something is not so, where nothing was asked', () => {
  test.each([
    ['no era mi coche'],
    ['no era el meu cotxe'],
    ['no, no era mi coche'],
    ['yo no vivo ahí'],
    ["it wasn't my car"],
    ['I was not driving'],
    ['no hay nadie'],
    ['ningú no hi era'],
  ])('is a detail of what is spoken of, and no goodbye: %s', (text) => {
    for (const move of ['no', 'chat'] as const) expect(say(text, move)).toContain('contact of padro.alta');
  });

  test.each([
    ['no'],
    ['no gràcies'],
    ['no quiero nada más'],
    ['no hace falta, gracias'],
    ["no, that's all, thanks"],
    ['de moment no'],
    ['no need to do it'],
    ['no vull res més'],
  ])('is none where it ends what is spoken of: %s', (text) => {
    for (const move of ['no', 'chat'] as const) expect(say(text, move)).toBe('noted ca');
  });

  test('is about another service where it surely names that', () => {
    const topics = [{ entry: 'residus.mobles', confidence: 0.96 }];
    expect(say('no era mi coche', 'no', { topics })).toBe('residus.mobles ca');
  });

  test('is a no where a choice is open', () => {
    const last = { did: 'clarified', others: ['padro.certificat', 'residus.mobles'] } as const;
    expect(say('no era mi coche', 'no', {}, last)).not.toContain('contact of padro.alta');
  });
});
