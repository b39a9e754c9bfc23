import { describe, expect, test } from '@jest/globals';
import type { Move, Understanding } from '../../../src/core/model/understanding.ts';
import type { TurnInput } from '../../../src/core/turn/turnDraft.ts';
import { answeredState, aspects, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const greeting = { welcome: 'Bonjour', nearest: 'La réponse :', answerIn: 'es' } as const;
const french = { locale: 'other', confidence: 0.99, isDistinctive: true, foreign: 'fr' } as const;

/** What a message in French gets. */
function sayInFrench(move: Move, read: Partial<Understanding>, changes: Partial<TurnInput> = {}) {
  const knowledge = { ...talkTown, greetingIn: () => greeting, moves: always(move) };
  const understanding = understood('x', { language: french, ...read });
  return turnOf('quel en est le prix', { knowledge, understanding, state: answeredState, ...changes });
}

describe('a message in a language that is not ours', () => {
  test('stays with the service spoken of where it asks on for a side', () => {
    const result = sayInFrench('follow', { ...topics('tributs.ibi', 0.2), ...aspects('cost') });
    expect(textsOf(result)).toEqual(['La réponse :\n\ncost of padro.alta es']);
    expect(eventsOf(result)).toEqual(expect.arrayContaining(['language.unsupported', 'question.understood']));
    expect(result.state.language).toBeNull();
  });

  test('gets the greeting again where nothing is understood', () => {
    expect(textsOf(sayInFrench('follow', { ...topics('tributs.ibi', 0.2), ...aspects('cost', 0.1) }))).toEqual([
      'Bonjour',
    ]);
    expect(textsOf(sayInFrench('outside', { ...topics('tributs.ibi', 0.2), ...aspects('cost') }))).toEqual(['Bonjour']);
    const nothing = { ...aspects('cost'), topics: [] };
    expect(textsOf(sayInFrench('follow', nothing, { state: underWay({}) }))).toEqual(['Bonjour']);
  });

  test('is asked about the likeliest services where none is plain', () => {
    const near = [
      { entry: 'padro.certificat', confidence: 0.44 },
      { entry: 'padro.alta', confidence: 0.42 },
    ];
    const result = sayInFrench('ask', { topics: near }, { state: underWay({ introduced: false }) });
    expect(textsOf(result)).toEqual(['Bonjour', 'La réponse :\n\nclarify es']);
    expect(result.outbound.at(-1)?.choices.map(({ value }) => value)).toEqual([
      'entry:padro.certificat',
      'entry:padro.alta',
      'none',
    ]);
  });

  test('is never offered what must not be offered on a guess', () => {
    const near = [
      { entry: 'social.delicat', confidence: 0.44 },
      { entry: 'padro.alta', confidence: 0.2 },
    ];
    expect(textsOf(sayInFrench('ask', { topics: near }))).toEqual(['Bonjour']);
  });

  test('is answered as thanks where it means that', () => {
    expect(textsOf(sayInFrench('chat', topics('smalltalk.thanks')))).toEqual(['smalltalk.thanks es']);
  });
});
