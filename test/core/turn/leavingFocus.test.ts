import { describe, expect, test } from '@jest/globals';
import { type Act, notUnderstood, type Understanding } from '../../../src/core/model/understanding.ts';
import { answeredState, aspects, sayMove, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood } from '../../support/turn.ts';

describe('asking on about what is in focus', () => {
  test('ends where a message turns to something else in so many words', () => {
    const read = { ...topics('residus.mobles', 0.58), ...aspects('hours') };
    expect(textsOf(sayMove('follow', read, {}))[0]).toContain('title of padro.alta');
    const text = 'By the way, when can I bring it?';
    const knowledge = { ...talkTown, moves: always('follow') };
    const turned = turnOf(text, { knowledge, understanding: understood(text, read), state: answeredState });
    expect(textsOf(turned)).toEqual(['hours of residus.mobles ca']);
  });

  test('ends where a message is a question of its own about something else', () => {
    const knowledge = { ...talkTown, moves: always('follow') };
    const asked = (follow: number) => {
      const acts = [
        { act: 'ask' as const, confidence: 0.6 },
        { act: 'follow' as const, confidence: follow },
      ];
      const read = { ...topics('residus.mobles', 0.65), ...aspects('hours'), acts };
      return textsOf(
        turnOf('the hours of collection', { knowledge, understanding: understood('x', read), state: answeredState }),
      )[0];
    };
    expect(asked(0.03)).toBe('hours of residus.mobles ca');
    expect(asked(0.3)).toContain('title of padro.alta');
  });

  test('ends where a message states something of another service, and adds nothing to the one spoken of', () => {
    const said = (changes: Partial<Understanding>) =>
      textsOf(sayMove('follow', { ...topics('residus.mobles', 0.6), ...changes }, {}))[0];
    const act = (name: Act, confidence: number) => ({ acts: [{ act: name, confidence }] });
    expect(said({})).toContain('residus.mobles ca');
    // "The first dates have passed" adds to it, and a special case of it, or its name, stays with it.
    expect(said(act('add', 0.8))).toContain('padro.alta');
    expect(said(act('follow', 0.4))).toContain('padro.alta');
    expect(said({ exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 }] })).toContain(
      'without contract',
    );
    expect(said({ topics: [...topics('residus.mobles', 0.6).topics, ...topics('padro.alta', 0.2).topics] })).toContain(
      'padro.alta',
    );
    const { shape } = notUnderstood('v1');
    expect(said({ shape: { ...shape, continues: true } })).toContain('padro.alta');
  });

  test('is about the office whose name it says, whatever came before', () => {
    const office = talkTown.entry('residus.mobles');
    const general = office && { ...office, general: ['hours' as const], officeAliases: ['oiac', 'town hall'] };
    const knowledge = {
      ...{ ...talkTown, moves: always('follow') },
      entry: (id: string) => (id === 'residus.mobles' ? general : talkTown.entry(id)),
    };
    const read = { ...topics('residus.mobles', 0.65), ...aspects('hours') };
    const say = (text: string) =>
      textsOf(turnOf(text, { knowledge, understanding: understood(text, read), state: answeredState }));
    for (const named of ["quin és l'horari de l'OIAC?", 'when does the Town Hall open?'])
      expect(say(named)).toEqual(['hours of residus.mobles ca']);
    expect(say('i quin horari?')[0]).toContain('title of padro.alta');
  });
});
