import { describe, expect, test } from '@jest/globals';
import { subjectFeatures } from '../../../src/core/dialogue/subjectFeatures.ts';
import type { Focus } from '../../../src/core/model/conversation.ts';
import type { Move, Part, Rejection, Understanding } from '../../../src/core/model/understanding.ts';
import { weighing } from '../../support/networks.ts';
import { afterFurniture, answeredState, aspects, inFocus, sayMove, topics, wholePadro } from '../../support/sayMove.ts';
import { always, movesBy, talkTown } from '../../support/talkTown.ts';
import { textsOf, underWay } from '../../support/turn.ts';

describe('a correction', () => {
  test('that says what was meant gets that', () => {
    const rest = { ...topics('residus.mobles'), aspects: [] };
    const corrected = sayMove('correct', { ...topics('padro.alta'), rest }, {});
    expect(textsOf(corrected)).toEqual(['residus.mobles ca']);
    const named = { topics: [{ entry: 'residus.mobles', confidence: 0.2 }], aspects: [] };
    expect(textsOf(sayMove('correct', { rest: named }, {}))).toEqual(['residus.mobles ca']);
  });

  test('that does not say what was meant gets the next best readings', () => {
    const last = { did: 'answered', others: ['social.delicat', 'residus.mobles'] } as const;
    const state = underWay({ dialogue: { ...answeredState.dialogue, last } });
    const corrected = sayMove('correct', topics('padro.alta'), { state });
    expect(textsOf(corrected)).toEqual(['clarify ca']);
    expect(corrected.state.offered).toEqual(['entry:residus.mobles', 'none']);
    expect(corrected.events).toContainEqual({
      ...{ type: 'question.unanswered', reason: 'not-understood', knowledge: 'v1' },
    });
  });

  test('after a reply that showed no other reading gets those that were kept, and what was spoken of before', () => {
    const read = {
      topics: [
        { entry: 'padro.alta', confidence: 0.97 },
        { entry: 'social.delicat', confidence: 0.02 },
        { entry: 'residus.mobles', confidence: 0.02 },
      ],
    };
    const asked = sayMove('ask', read, { state: underWay({ dialogue: inFocus('tributs.ibi') }) });
    expect(asked.state.dialogue.last).toEqual({ did: 'answered', others: ['residus.mobles'] });
    const corrected = sayMove('correct', {}, { state: asked.state });
    expect(textsOf(corrected)).toEqual(['clarify ca']);
    expect(corrected.state.offered).toEqual(['entry:residus.mobles', 'entry:tributs.ibi', 'none']);
  });

  test('after "I do not know" gets what was spoken of before', () => {
    const focus = [...inFocus('padro.alta').focus, ...inFocus('tributs.ibi').focus];
    const state = underWay({ dialogue: { focus, last: { did: 'left-unanswered' } } });
    expect(sayMove('correct', {}, { state }).state.offered).toEqual(['entry:tributs.ibi', 'none']);
  });

  test('keeps no reading of a text that only asks on, and resembles other services by chance', () => {
    const chance = { ...aspects('cost'), topics: [{ entry: 'residus.mobles', confidence: 0.1 }] };
    expect(sayMove('follow', chance, {}).state.dialogue.last).toEqual({ did: 'answered', others: [] });
  });

  test('is none where nothing was said yet: who begins with "no, it is no use" corrects no answer', () => {
    const begun = sayMove('correct', topics('residus.mobles'), { state: underWay({}) });
    const moves = begun.events.flatMap((event) => (event.type === 'message.resolved' ? [event.move] : []));
    expect(moves).toEqual(['ask']);
    expect(textsOf(begun)).toEqual(['residus.mobles ca']);
  });

  test('where there is no other reading asks for other words, offers what is near, and opens no case', () => {
    const corrected = sayMove('correct', topics('padro.alta'), {});
    expect(textsOf(corrected)).toEqual(['correctAgain ca']);
    expect(corrected.state.offered).toEqual(['entry:padro.certificat', 'command:person', 'command:help']);
    expect(corrected.state.cases).toEqual([]);
  });
});

describe('a correction within the service spoken of', () => {
  test('that is like a special case of it more than like any other gets that, whatever side a word is like', () => {
    const own = { entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 };
    const other = { entry: 'residus.mobles', exception: 'heavy', likeness: 0.7 };
    const rest = { topics: [], ...aspects('cost', 0.5) };
    const say = (exceptions: readonly (typeof own)[]) => textsOf(sayMove('correct', { rest, exceptions }, {}));
    expect(say([own])).toEqual(['without contract ca']);
    expect(say([other, own])).toEqual(['cost of padro.alta ca']);
    expect(say([{ ...own, likeness: 0.5 }])).toEqual(['cost of padro.alta ca']);
  });

  test('that names another side of it gets that side', () => {
    const rest = { topics: [{ entry: 'padro.alta', confidence: 0.5 }], ...aspects('cost') };
    expect(textsOf(sayMove('correct', { rest }, {}))).toEqual(['cost of padro.alta ca']);
  });

  test('that names the service again gets the whole where a part was given', () => {
    const part = underWay({
      dialogue: { focus: [{ entry: 'padro.alta', aspect: 'cost' }], last: { did: 'answered', others: [] } },
    });
    const rest = { ...topics('padro.alta'), aspects: [] };
    expect(textsOf(sayMove('correct', { rest }, { state: part }))).toEqual([wholePadro]);
  });
});

test('a correction in so many words is one, whatever the rest of the message resembles', () => {
  const acts = [{ act: 'correct', confidence: 0.95 }] as const;
  const rest = { ...topics('residus.mobles'), aspects: [] };
  expect(textsOf(sayMove('ask', { acts, rest, ...topics('padro.alta', 0.95) }, {}))).toEqual(['residus.mobles ca']);
});

describe('a message that names what was spoken of only to say that it is about another', () => {
  const named = (entry: string, confidence = 0.9): Part => ({ ...topics(entry, confidence), aspects: [] });
  const rejecting = (meant: Part | null, changes: Partial<Rejection> = {}): Rejection => ({
    ...{ ...topics('padro.alta'), meant, isPlain: true },
    ...changes,
  });
  const say = (rejection: Rejection, read: Partial<Understanding> = {}, move: Move = 'two') =>
    textsOf(sayMove(move, { ...topics('padro.alta', 0.8), rejection, ...read }, {}));

  test('gets that one alone, whatever else it resembles', () => {
    const questions = [named('padro.alta'), named('residus.mobles')];
    expect(say(rejecting(named('residus.mobles')), { questions })).toEqual(['residus.mobles ca']);
    expect(say(rejecting(named('residus.mobles')), {}, 'ask')).toEqual(['residus.mobles ca']);
  });

  test('gets both of two others that it asks for', () => {
    const questions = [named('padro.alta'), named('residus.mobles'), named('padro.certificat')];
    expect(say(rejecting(named('residus.mobles')), { questions })).toEqual([
      'residus.mobles ca',
      'padro.certificat ca',
    ]);
  });

  test('is offered what it may mean where that is not clear', () => {
    const meant: Part = {
      topics: [...topics('residus.mobles', 0.34).topics, ...topics('padro.certificat', 0.34).topics],
      aspects: [],
    };
    expect(say(rejecting(meant))).toEqual(['clarify ca']);
  });

  test('gets no answer about that again where it says no more', () => {
    expect(say(rejecting(null))).toEqual(['correctAgain ca']);
  });

  test('goes on about it where it names no other, or the same', () => {
    const side = aspects('cost');
    expect(say(rejecting({ topics: [], ...side }), side, 'follow')).toEqual(['cost of padro.alta ca']);
    expect(say(rejecting(named('padro.alta')), side, 'follow')).toEqual(['cost of padro.alta ca']);
    expect(say(rejecting(named('residus.mobles', 0.2)), side, 'follow')).toEqual(['cost of padro.alta ca']);
  });

  test('and may tell something of the person goes on about it unless another is surely named', () => {
    const isPlain = false;
    const side = aspects('cost');
    expect(say(rejecting(named('residus.mobles', 0.4), { isPlain }), side, 'follow')).toEqual([
      'cost of padro.alta ca',
    ]);
    expect(say(rejecting(named('residus.mobles'), { isPlain }), side, 'follow')).toEqual(['residus.mobles ca']);
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 }];
    expect(say(rejecting(named('residus.mobles'), { isPlain }), { exceptions }, 'follow')).toEqual([
      'without contract ca',
    ]);
  });

  test('rejects nothing that was not spoken of', () => {
    const other = rejecting(named('residus.mobles'), topics('tributs.ibi'));
    expect(say(other, aspects('cost'), 'follow')).toEqual(['cost of padro.alta ca']);
  });
});

describe('what a correction means in its conversation', () => {
  const { focus } = afterFurniture.dialogue;
  const part = (found: Part['topics'], side: Pick<Part, 'aspects'> = { aspects: [] }): Part => ({
    topics: found,
    ...side,
  });
  const far = { entry: 'tributs.ibi', confidence: 0.45 };
  const say = (rest: Part | null, changes: Changes = {}) => {
    const { weights = { 'in focus': 9 }, asked = {}, read = {}, did = 'answered' } = changes;
    const [now, ...earlier] = focus;
    const dialogue = {
      focus: [
        { ...now, entry: 'padro.alta', aspect: 'cost' as const, isWholeGiven: true as const, ...asked },
        ...earlier,
      ],
      last: did === 'answered' ? ({ did, others: [] } as const) : ({ did } as const),
    };
    const knowledge = { ...talkTown, moves: always('correct'), subjects: weighing(subjectFeatures, weights) };
    return textsOf(sayMove('correct', { rest, ...read }, { knowledge, state: underWay({ dialogue }) }))[0];
  };

  test('is the service that the conversation tells, however much its words resemble another', () => {
    expect(say(part([far]))).toBe(
      'detailUnknown ca title of padro.alta ca contact of padro.alta ca\n\nperhapsCases ca',
    );
    expect(say(part([far], aspects('deadline')))).toMatch(/^aspectUnknown ca title of padro.alta ca/);
  });

  test('is another that it plainly names where the conversation leaves that in doubt', () => {
    const weights = { 'in focus': 0.5 };
    expect(say(part([{ entry: 'tributs.ibi', confidence: 0.7 }]), { weights })).toContain('Comença.');
    expect(say(part([far]), { weights: { 'in focus': 1.5 } })).not.toContain('Comença.');
  });

  test('is not what was told just now: that is not told again', () => {
    expect(say(part([], aspects('cost')))).toMatch(/^detailUnknown ca title of padro.alta ca/);
  });

  test('is the whole of the service that it names again where a side was told', () => {
    expect(say(part([{ entry: 'padro.alta', confidence: 0.5 }]))).toBe(wholePadro);
  });

  test('is the side asked for before, of the service that it goes back to', () => {
    const weights = { meant: 30 };
    const furniture = part([{ entry: 'residus.mobles', confidence: 0.8 }]);
    expect(say(furniture, { weights, asked: { asked: 'hours' } })).toBe('hours of residus.mobles ca');
    expect(say(furniture, { weights, asked: { aspect: null } })).toBe('residus.mobles ca');
    const own = part(furniture.topics, aspects('where'));
    expect(say(own, { weights, asked: { asked: 'hours' } })).not.toContain('hours');
  });

  test('is not told where it says nothing: what else may be meant is offered', () => {
    const chat = { read: { topics: [{ entry: 'smalltalk.thanks', confidence: 0.4 }] } };
    expect(say(null, chat)).toBe('clarify ca');
    expect(say(null, { read: topics('tributs.ibi', 0.1) })).toBe('clarify ca');
  });
});

/** What differs in a conversation in which the cost of the register was told last, and furniture spoken of before. */
interface Changes {
  readonly weights?: Readonly<Record<string, number>>;
  readonly asked?: Partial<Focus>;
  readonly read?: Partial<Understanding>;
  readonly did?: 'answered' | 'left-unanswered';
}

test("what names a service that was not spoken of, and is nobody's by its words, is offered that one", () => {
  const acts = [{ act: 'outside', confidence: 0.6 }] as const;
  const moves = movesBy({ ask: { always: 10 }, follow: { always: 9.5 } });
  const named = sayMove('ask', { ...topics('residus.mobles', 0.57), acts }, { knowledge: { ...talkTown, moves } });
  expect(named.state.offered).toContain('entry:residus.mobles');
});
