import { describe, expect, test } from '@jest/globals';
import { aspects, sayMove } from '../../support/sayMove.ts';
import { eventsOf, textsOf, underWay } from '../../support/turn.ts';

const beginning = { state: underWay({}) };
/** A message of several words about a service, and how probable it is that it is nobody's business here. */
const about = (outside: number, confidence = 0.8) =>
  ({
    voice: 'meaning',
    outside,
    topics: [
      { entry: 'padro.alta', confidence },
      { entry: 'residus.mobles', confidence: 0.05 },
    ],
  }) as const;

describe('where no service was spoken of yet', () => {
  test('what may as well be outside is offered, and not answered', () => {
    expect(eventsOf(sayMove('ask', about(0.1), beginning))).toContain('question.answered');
    const doubtful = sayMove('ask', about(0.9), beginning);
    expect(eventsOf(doubtful)).not.toContain('question.answered');
    expect(doubtful.state.offered).toEqual(expect.arrayContaining(['entry:padro.alta', 'entry:residus.mobles']));
  });

  test('one that is next to certain is answered all the same, and so is what words alone tell', () => {
    expect(eventsOf(sayMove('ask', about(0.9, 0.98), beginning))).toContain('question.answered');
    expect(eventsOf(sayMove('ask', { ...about(0.9), voice: 'words' }, beginning))).toContain('question.answered');
  });

  test('what must not be offered on a guess is answered as before, and a menu holds what may be offered alone', () => {
    const topics = (entry: string, other: string) => ({
      topics: [
        { entry, confidence: 0.8 },
        { entry: other, confidence: 0.05 },
      ],
    });
    const hurt = sayMove('ask', { ...about(0.9), ...topics('social.delicat', 'padro.alta') }, beginning);
    expect(eventsOf(hurt)).toContain('question.answered');
    const alone = sayMove('ask', { ...about(0.9), ...topics('padro.alta', 'command.person') }, beginning);
    expect(eventsOf(alone)).not.toContain('question.answered');
    expect(alone.state.offered).toContain('entry:padro.alta');
  });

  test('what was shown just now, and is named, is answered', () => {
    const dialogue = { focus: [], last: { did: 'clarified', others: ['padro.alta', 'residus.mobles'] } } as const;
    const offered = ['entry:padro.alta', 'entry:residus.mobles'];
    const named = sayMove('ask', about(0.9), { state: underWay({ dialogue, offered }) });
    expect(eventsOf(named)).toContain('question.answered');
  });

  test('what is asked below what was only shown as near is about that, and about nothing that was not shown', () => {
    const dialogue = { focus: [], last: { did: 'left-unanswered', others: ['residus.mobles'] } } as const;
    const asks = { ...aspects('cost'), acts: [{ act: 'follow', confidence: 0.9 }] } as const;
    const asked = sayMove('follow', asks, { state: underWay({ dialogue, offered: ['entry:padro.alta'] }) });
    expect(textsOf(asked).join()).toContain('padro.alta');
    expect(textsOf(sayMove('follow', asks, { state: underWay({ dialogue }) })).join()).not.toContain('residus.mobles');
  });
});

test('in a conversation about a service, its words decide', () => {
  expect(eventsOf(sayMove('ask', about(0.9), {}))).toContain('question.answered');
});
