import { describe, expect, test } from '@jest/globals';
import { answeredState, aspects, inFocus, sayMove, topics, wholePadro } from '../../support/sayMove.ts';
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
