import { describe, expect, test } from '@jest/globals';
import type { Understanding } from '../../../src/core/model/understanding.ts';
import type { TurnInput } from '../../../src/core/turn/turnDraft.ts';
import { answeredState, aspects, sayMove } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const there = { elsewhere: true, isNear: true } as const;
/** A message below the register of inhabitants, which asks on by its words. */
const below = (text: string, read: Partial<Understanding>, changes: Partial<TurnInput> = {}) =>
  textsOf(
    turnOf(text, {
      knowledge: { ...talkTown, moves: always('follow') },
      understanding: understood(text, { ...aspects('cost'), ...there, ...read }),
      state: answeredState,
      ...changes,
    }),
  );
const shape = (text: string, changes: Partial<Understanding['shape']>) => ({
  shape: { ...understood(text, {}).shape, ...changes },
});

describe('what is asked of another town below a service of this one', () => {
  test("is that town's, however little it says", () => {
    expect(below('i quant val a Gavà', shape('', { asks: true }))).toEqual(['otherTown ca']);
    expect(below('i a Gavà', shape('', { continues: true, words: 3 }))).toEqual(['otherTown ca']);
  });

  test("is that town's where it corrects what was told of this one", () => {
    const rejection = { topics: [], meant: null, isPlain: true };
    expect(below('la de Gavà', { rejection })).toEqual(['otherTown ca']);
  });

  test("is that town's where it only tells of it, and all that it says is nobody's here", () => {
    const outside = (special: number): Partial<Understanding> => ({
      scope: { outside: 0.9, report: 0 },
      aspects: [
        { aspect: 'exceptions', confidence: special },
        { aspect: 'cost', confidence: 0.3 },
      ],
    });
    expect(below('a casa un de Gavà també', outside(0.4))).toEqual(['otherTown ca']);
    // What reads as a special case tells of the person.
    expect(below('me la van robar a Gavà', outside(0.9))).not.toEqual(['otherTown ca']);
  });
});

describe('a message that names another town goes on about what is spoken of', () => {
  const asked = shape('', { asks: true });
  const goesOn = ['cost of padro.alta ca'];

  test('where that reaches beyond this one', () => {
    const knowledge = { ...talkTown, moves: always('follow'), reachesBeyond: () => true };
    expect(below('i quant val a Gavà', asked, { knowledge })).toEqual(goesOn);
  });

  test('where it is put in the words of a special case of it', () => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 }];
    expect(below('i quant val a Gavà', { ...asked, exceptions })).not.toEqual(['otherTown ca']);
  });

  test('where the town is abroad, whose council nobody asks', () => {
    const text = 'i quant val a Roma';
    const read = understood(text, { ...aspects('cost'), ...asked, elsewhere: true });
    const knowledge = { ...talkTown, moves: always('follow') };
    expect(textsOf(turnOf(text, { knowledge, understanding: read, state: answeredState }))).toEqual(goesOn);
  });

  test("where it asks nothing, and is not nobody's", () => {
    expect(below('un de Gavà', {})).toEqual(goesOn);
  });

  test('where nothing was spoken of yet, its words alone tell', () => {
    const first = sayMove('follow', { ...there, ...asked }, { state: underWay({}) });
    expect(textsOf(first)).not.toEqual(['otherTown ca']);
  });
});
