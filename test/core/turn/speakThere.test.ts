import { describe, expect, test } from '@jest/globals';
import { shapeOf } from '../../../src/language/understanding/shape.ts';
import { answeredState, aspects, surely } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const knowledge = { ...talkTown, moves: always('person') };

/** What is said by somebody whom the models take for one who wants a person. */
function say(text: string, likeness: number, state = answeredState) {
  const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness }];
  const acts = [{ act: 'person', confidence: 0.7 }] as const;
  const read = { shape: shapeOf(text), ...surely('person'), ...aspects('contact'), acts, exceptions };
  return turnOf(text, { knowledge, understanding: understood(text, read), state });
}

describe('who asks to speak at what is spoken of', () => {
  test.each([
    ['puc parlar-hi'],
    ['hi vull parlar'],
    ['¿y puedo hablar allí?'],
    ['can I speak there?'],
    ['may I speak'],
  ])('is answered about that, and no case is opened: %s', (text) => {
    const result = say(text, 0.6);
    expect(textsOf(result)).toEqual(['without contract ca']);
    expect(result.state.cases).toEqual([]);
  });

  test('gets what the service says of contact, where no case of it is near', () => {
    expect(textsOf(say('puc parlar-hi', 0.1))).toEqual(['contact of padro.alta ca']);
  });

  test.each([
    ['vull parlar amb algú', 0.6],
    ['quiero hablar', 0.6],
    ['can I talk to a person', 0.6],
    ['may I speak', 0.1],
  ])('is not who wants a person: %s', (text, likeness) => {
    expect(say(text, likeness).state.cases).toMatchObject([{ kind: 'person' }]);
  });

  test('reaches a person where nothing is spoken of', () => {
    expect(say('puc parlar-hi', 0.6, underWay({})).state.cases).toMatchObject([{ kind: 'person' }]);
  });
});
