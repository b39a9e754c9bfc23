import { describe, expect, test } from '@jest/globals';
import { detailFeatures } from '../../../src/core/dialogue/details.ts';
import type { Move, Understanding } from '../../../src/core/model/understanding.ts';
import { weighing } from '../../support/networks.ts';
import { answeredState, inFocus, sayMove, surely, topics, wholePadro } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

/** A message that reads as a question of its own, or as what `move` says. */
const say = (read: Partial<Understanding>, move: Move = 'ask') =>
  turnOf('words', { knowledge: { ...talkTown, moves: always(move) }, understanding: understood('words', read) });

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

describe('what disturbs somebody', () => {
  const disturbed = (report: number, confidence = 0.95) =>
    say(
      {
        topics: [{ entry: 'padro.alta', confidence }],
        ...surely('incident'),
        acts: [
          { act: 'ask', confidence: 0.4 },
          { act: 'report', confidence: report },
        ],
      },
      'report',
    );

  test('is answered where an entry tells what to do, and nothing like it is reported by its form', () => {
    expect(eventsOf(disturbed(0.3))).toContain('question.answered');
    expect(disturbed(0.3).state.cases).toEqual([]);
  });

  test('is a matter for people where it is plainly reported, or no entry is as good as named', () => {
    expect(disturbed(0.6, 0.9).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(disturbed(0.95).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(disturbed(0.6).state.cases).toEqual([]);
    expect(disturbed(0.3, 0.5).state.cases).toMatchObject([{ kind: 'incident' }]);
  });
});

describe('a circumstance in the words of a special case of what is spoken of', () => {
  const stated = (likeness: number, other: number, state = answeredState) =>
    sayMove(
      'report',
      {
        ...surely('incident'),
        exceptions: [
          { entry: 'residus.mobles', exception: 'none', likeness: other },
          { entry: 'padro.alta', exception: 'no-contract', likeness },
        ].sort((a, b) => b.likeness - a.likeness),
      },
      { state },
    );

  test('gets that case, whatever else it resembles', () => {
    expect(textsOf(stated(0.9, 0.3))).toEqual(['without contract ca']);
    expect(stated(0.9, 0.3).state.cases).toEqual([]);
    expect(textsOf(stated(0.85, 0.92))).toEqual(['without contract ca']);
  });

  test('does not where a question of its own surely names another service', () => {
    const asked = (topic: number, ask: number, { likeness = 0.8, match = 0 } = {}) => {
      const matches = [{ entry: 'residus.mobles', confidence: match, texts: [] }];
      const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness }];
      const acts = [{ act: 'ask', confidence: ask }] as const;
      const topics = [{ entry: 'residus.mobles', confidence: topic }];
      return textsOf(sayMove('ask', { topics, acts, exceptions, matches }, {}));
    };
    expect(asked(0.97, 0.8)).toEqual(['residus.mobles ca']);
    expect(asked(0.7, 0.8)).toEqual(['without contract ca']);
    expect(asked(0.97, 0.2)).toEqual(['without contract ca']);
    expect(asked(0.97, 0.8, { likeness: 0.9 })).toEqual(['without contract ca']);
    // "And for the terrace?" asks little by its form, but the texts of another service answer it.
    expect(asked(0.97, 0.2, { match: 0.95 })).toEqual(['residus.mobles ca']);
    expect(asked(0.7, 0.2, { match: 0.95 })).toEqual(['without contract ca']);
  });

  test('does not where what continues surely asks of another service: "and for the terrace?"', () => {
    const asked = (match: number) => {
      const matches = [{ entry: 'residus.mobles', confidence: match, texts: [] }];
      const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.75 }];
      const shape = { ...understood('', {}).shape, continues: true };
      return textsOf(sayMove('ask', { ...topics('residus.mobles', 0.97), shape, exceptions, matches }, {}));
    };
    expect(asked(0.95)).toEqual(['residus.mobles ca']);
    expect(asked(0.3)).toEqual(['without contract ca']);
  });

  test('does not where it is less like it, or far more like one of another service, or nothing was answered', () => {
    expect(stated(0.7, 0.3).state.cases).toHaveLength(1);
    expect(stated(0.8, 0.95).state.cases).toHaveLength(1);
    const reported = { ...answeredState, dialogue: { ...answeredState.dialogue, last: { did: 'passed-on' as const } } };
    expect(textsOf(stated(0.9, 0.3, reported))).not.toContain('without contract ca');
  });
});

describe('a question like a special case of a service that was not spoken of', () => {
  const knowledge = { ...talkTown, moves: always('ask'), details: weighing(detailFeatures, { whole: 9 }) };
  const asked = (likeness: number, matches: Understanding['matches']) => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness }];
    const state = underWay({ dialogue: inFocus('residus.mobles') });
    return textsOf(sayMove('ask', { ...topics('padro.alta', 0.97), exceptions, matches }, { knowledge, state }));
  };

  test('gets that case, unless another of its texts answers', () => {
    const matching = (text: string) => [{ entry: 'padro.alta', confidence: 0.9, texts: [{ text, confidence: 0.9 }] }];
    const matched = matching('whole');
    expect(asked(0.8, [])).toEqual(['without contract ca']);
    expect(asked(0.8, matched)).toEqual([wholePadro]);
    expect(asked(0.9, matched)).toEqual(['without contract ca']);
    expect(asked(0.8, matching('exceptions:no-contract'))).toEqual(['without contract ca']);
  });
});
