import { describe, expect, test } from '@jest/globals';
import { detailFeatures } from '../../../src/core/dialogue/details.ts';
import { subjectFeatures } from '../../../src/core/dialogue/subjectFeatures.ts';
import type { Part } from '../../../src/core/model/understanding.ts';
import type { Knowledge, WordsShared } from '../../../src/core/ports/knowledge.ts';
import { weighing } from '../../support/networks.ts';
import { afterFurniture, aspects, inFocus, sayMove, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { entryWith } from '../../support/town.ts';
import { eventsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const bySubjects = (weights: Readonly<Record<string, number>>) => ({
  ...talkTown,
  moves: always('ask'),
  subjects: weighing(subjectFeatures, weights),
});
const ask = (read: Parameters<typeof understood>[1], weights: Readonly<Record<string, number>>) =>
  turnOf('what then', {
    knowledge: bySubjects(weights),
    understanding: understood('what then', read),
    state: afterFurniture,
  });

describe('what a message is about in its conversation', () => {
  test('is what was spoken of, where that is likelier than what its words name', () => {
    const read = { ...topics('padro.certificat', 0.3), ...aspects('cost') };
    expect(textsOf(ask(read, { 'in focus': 9 }))).toEqual(['cost of padro.alta ca']);
    expect(textsOf(ask(read, { topic: 30 }))[0]).toContain('padro.certificat ca');
  });

  test('is what was spoken of before, where the message goes back to it', () => {
    const read = { ...topics('residus.mobles', 0.2), ...aspects('hours') };
    expect(textsOf(ask(read, { 'in focus before': 9 }))).toEqual(['hours of residus.mobles ca']);
  });

  test('is what its words name, where that was spoken of last and one of before has the side asked for', () => {
    const read = { ...topics('padro.alta', 0.6), ...aspects('hours') };
    expect(textsOf(ask(read, { 'in focus before': 9 }))[0]).not.toContain('residus.mobles');
  });

  test('is what it goes back to by name, though that was not spoken of here', () => {
    const back = (act: number, topic: number, entry = 'padro.certificat') => {
      const acts = [{ act: 'back' as const, confidence: act }];
      return textsOf(ask({ ...topics(entry, topic), ...aspects('cost'), acts }, { 'in focus': 9 }))[0];
    };
    expect(back(0.9, 0.7)).toContain('padro.certificat ca');
    expect(back(0.5, 0.7)).toBe('cost of padro.alta ca');
    expect(back(0.9, 0.4)).toBe('cost of padro.alta ca');
    // What was spoken of before is weighed with all else.
    expect(back(0.9, 0.7, 'residus.mobles')).toBe('cost of padro.alta ca');
  });

  test('is what its words name, where they ask about that, unless all else is far likelier', () => {
    const read = { ...topics('padro.certificat', 0.9), ...aspects('cost') };
    expect(textsOf(ask(read, { 'in focus': 0.5 }))[0]).toContain('padro.certificat ca');
  });

  test('is something else, where several services that were not spoken of are likelier together', () => {
    const spread = ['padro.certificat', 'tributs.ibi', 'residus.oli'].map((entry) => ({ entry, confidence: 0.25 }));
    const follow = (inFocus: number) => {
      const knowledge = { ...bySubjects({ topic: 6, 'in focus': inFocus }), moves: always('follow') };
      const read = { topics: spread, ...aspects('cost') };
      return turnOf('what then', { knowledge, understanding: understood('what then', read), state: afterFurniture });
    };
    expect(textsOf(follow(0))).not.toContain('cost of padro.alta ca');
    expect(follow(0).events).toContainEqual(expect.objectContaining({ type: 'message.resolved', move: 'ask' }));
    expect(textsOf(follow(3))).toEqual(['cost of padro.alta ca']);
  });

  describe('is the latest service, though the other has the side that is asked for,', () => {
    const hours = (read: Parameters<typeof understood>[1], doubt = 0, shared: WordsShared | null = null) => {
      const [now, ...earlier] = afterFurniture.dialogue.focus;
      const focus = now === undefined ? [] : [{ ...now, doubt }, ...earlier];
      const state = { ...afterFurniture, dialogue: { ...afterFurniture.dialogue, focus } };
      const known = { ...bySubjects({ 'in focus before': 9 }), moves: always('follow') };
      const knowledge = { ...known, ...(shared !== null && { wordsShared: () => shared }) };
      const text = 'and on Sundays';
      const understanding = understood(text, { ...aspects('hours'), ...read });
      return textsOf(turnOf(text, { knowledge, understanding, state })).join(' ').includes('hours of residus.mobles');
    };

    test('unless that is named, or like one of its special cases', () => {
      expect(hours({})).toBe(false);
      expect(hours(topics('residus.mobles', 0.05))).toBe(false);
      expect(hours(topics('residus.mobles', 0.2))).toBe(true);
      expect(hours({ exceptions: [{ entry: 'residus.mobles', exception: 'none', likeness: 0.6 }] })).toBe(true);
    });

    test('unless the latest was hardly meant', () => {
      expect(hours({}, 60)).toBe(true);
    });

    test('unless a message of more than a few words has more of its words', () => {
      const shared = { ofService: (entry: string) => Number(entry === 'residus.mobles'), ofPart: () => 0 };
      const long = understood('what then', {}).shape;
      expect(hours({ shape: { ...long, words: 9 } }, 0, shared)).toBe(true);
      expect(hours({ shape: { ...long, words: 3 } }, 0, shared)).toBe(false);
    });
  });

  test('is answered as likely as it is among those that were not spoken of, once these are meant', () => {
    const read = {
      topics: [...topics('padro.certificat', 0.3).topics, ...topics('tributs.ibi', 0.1).topics],
      ...aspects('cost'),
    };
    const knowledge = { ...bySubjects({ topic: 6 }), moves: always('follow') };
    const result = turnOf('what then', {
      knowledge,
      understanding: understood('what then', read),
      state: afterFurniture,
    });
    expect(textsOf(result)[0]).toContain('padro.certificat ca');
  });

  test('is kept with its doubt, where it turned from another service', () => {
    const doubtAfter = (weights: Readonly<Record<string, number>>, entry = 'padro.certificat') => {
      const [now] = ask({ ...topics(entry, 0.9), ...aspects('cost') }, weights).state.dialogue.focus;
      return [now?.entry, now?.doubt];
    };
    expect(doubtAfter({ topic: 1 })).toEqual(['padro.certificat', expect.any(Number)]);
    expect(doubtAfter({ topic: 30 })).toEqual(['padro.certificat', undefined]);
    expect(doubtAfter({ 'in focus': 1 }, 'padro.alta')).toEqual(['padro.alta', undefined]);
  });

  test('is the likelier one of which a text tells what is asked', () => {
    const details = weighing(detailFeatures, { side: 3, 'side: has a text': 6, unclear: 3 });
    const hoursOf = (found: Knowledge) =>
      textsOf(
        turnOf('what then', {
          knowledge: found,
          understanding: understood('what then', { ...topics('padro.certificat', 0.5), ...aspects('hours', 0.9) }),
          state: underWay({ dialogue: inFocus('padro.alta') }),
        }),
      )[0];
    const weights = { topic: 6, 'in focus': 3.4 };
    const known = { ...bySubjects(weights), details };
    const entry = entryWith({
      id: 'padro.certificat',
      aspects: { hours: { answer: { ca: 'when', es: 'when', en: 'when' }, source: null, verified: null } },
    });
    const written = { ...known, entry: (id: string) => (id === entry.id ? entry : talkTown.entry(id)) };
    expect(hoursOf(known)).not.toContain('when');
    expect(hoursOf(written)).toContain('when');
  });

  test('is nothing for who only says thanks', () => {
    const read = { ...topics('smalltalk.thanks', 0.6), ...aspects('cost') };
    expect(eventsOf(ask(read, { 'in focus': 9 }))).toContain('question.answered');
    expect(textsOf(ask(read, { 'in focus': 9 }))[0]).not.toContain('cost of padro.alta');
  });
});

test('how much of a message stands in the texts is worked out once a turn', () => {
  const asked: string[] = [];
  const wordsShared = (text: string) => {
    asked.push(text);
    return { ofService: () => 0, ofPart: () => 0 };
  };
  const knowledge = {
    ...bySubjects({ 'in focus': 9 }),
    details: weighing(detailFeatures, { side: 9 }),
    wordsShared,
  };
  const read = { ...topics('padro.certificat', 0.3), ...aspects('cost') };
  expect(
    textsOf(turnOf('what then', { knowledge, understanding: understood('what then', read), state: afterFurniture })),
  ).toEqual(['cost of padro.alta ca']);
  expect(asked).toEqual(['what then']);
});

describe('a correction', () => {
  const corrected = (read: Parameters<typeof understood>[1], weights: Readonly<Record<string, number>>) =>
    turnOf('no, I meant that', {
      knowledge: {
        ...bySubjects(weights),
        moves: always('correct'),
        details: weighing(detailFeatures, { special: 9, unclear: 5 }),
      },
      understanding: understood('no, I meant that', read),
      state: afterFurniture,
    });
  const near = { rest: { ...topics('residus.mobles', 0.1), aspects: [] }, ...topics('padro.alta', 0.6) };

  test('that denies something means another service where that is all but certain', () => {
    const read = { denies: true, rest: { topics: [], ...aspects('cost') }, ...topics('residus.mobles', 0.3) };
    expect(textsOf(corrected(read, { topic: 30 }))[0]).toContain('residus.mobles');
    expect(textsOf(corrected(read, { topic: 3 }))[0]).not.toContain('residus.mobles');
  });

  test('means the service that all of the conversation makes likeliest', () => {
    expect(textsOf(corrected(near, { meant: 30 }))).toEqual(['residus.mobles ca']);
    expect(textsOf(corrected(near, { 'in focus': 9 }))).not.toContain('residus.mobles ca');
  });

  test('that is as likely about the service spoken of stays there, and says where nothing is known', () => {
    const guess = { rest: { ...topics('residus.mobles', 0.35), aspects: [] }, ...topics('residus.mobles', 0.3) };
    const stayed = corrected(guess, { 'in focus': 9 });
    expect(stayed.state.dialogue.focus[0]?.entry).toBe('padro.alta');
    expect(stayed.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(textsOf(corrected(guess, { 'in focus': 0.1, topic: 30 }))).toEqual(['residus.mobles ca']);
  });

  test('that is like a special case of the service spoken of gets that', () => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 }];
    const answer = corrected({ ...topics('residus.mobles', 0.3), exceptions }, { 'in focus': 9 });
    expect(textsOf(answer)).toEqual(['without contract ca']);
  });
});

test('a service whose answer has no parts is told again to who names it again; a side of another is told alone', () => {
  const again = (entry: string) =>
    textsOf(
      turnOf('where does it come from', {
        knowledge: { ...bySubjects({ 'in focus': 9 }), moves: always('follow') },
        understanding: understood('where does it come from', { ...topics(entry, 0.9), ...aspects('contact') }),
        state: underWay({ dialogue: inFocus(entry, { isWholeGiven: true }) }),
      }),
    );
  expect(again('padro.certificat')[0]).toContain('padro.certificat ca');
  expect(again('padro.certificat')[0]).not.toContain('Unknown');
  expect(again('padro.alta')).toEqual(['contact of padro.alta ca']);
});

describe('a message that may mean several services', () => {
  const near = { topics: ['padro.alta', 'padro.certificat'].map((entry) => ({ entry, confidence: 0.3 })) };
  const below = (did: 'left-unanswered' | 'chatted' | 'answered', offered: readonly string[]) =>
    textsOf(
      turnOf('the register', {
        knowledge: bySubjects({ 'offered instead of an answer': 9, none: 2 }),
        understanding: understood('the register', near),
        state: underWay({ dialogue: { focus: [], last: { did, others: [] } }, offered }),
      }),
    );

  test('means the one that was offered just now', () => {
    expect(below('left-unanswered', ['entry:padro.certificat'])[0]).toContain('padro.certificat ca');
  });

  test('means neither where both were offered, or what was is offered to everybody', () => {
    const menu = below('left-unanswered', []);
    expect(below('left-unanswered', ['entry:padro.alta', 'entry:padro.certificat'])).toEqual(menu);
    expect(below('chatted', ['entry:padro.certificat'])).toEqual(menu);
    expect(below('answered', ['entry:padro.certificat'])).toEqual(menu);
  });
});

describe('what of a service is asked for', () => {
  const asked = (weights: Readonly<Record<string, number>>, move: 'ask' | 'follow') =>
    textsOf(
      turnOf('what then', {
        knowledge: { ...talkTown, moves: always(move), details: weighing(detailFeatures, weights) },
        understanding: understood('what then', {
          ...topics('padro.alta', 0.9),
          ...aspects('cost', 0.4),
          exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.5 }],
        }),
        state: afterFurniture,
      }),
    );

  test.each(['ask', 'follow'] as const)('is what was learnt, in a message that seems to %s', (move) => {
    expect(asked({ 'side: confidence': 9 }, move)).toEqual(['cost of padro.alta ca']);
    expect(asked({ special: 9 }, move)).toEqual(['without contract ca']);
    expect(asked({ whole: 9 }, move)[0]).toContain('padro.alta ca');
  });

  test('is told of each question in a message', () => {
    const details = weighing(detailFeatures, { 'side: confidence': 30 });
    const questions = [
      { topics: [], ...aspects('cost') },
      { topics: [], ...aspects('contact') },
    ];
    const said = sayMove(
      'two',
      { questions },
      { state: afterFurniture, knowledge: { ...talkTown, moves: always('two'), details } },
    );
    expect(textsOf(said)).toEqual(['cost of padro.alta ca', 'contact of padro.alta ca']);
  });
});

describe('several questions in one message', () => {
  const both = (questions: readonly Part[]) => sayMove('two', { questions }, { state: afterFurniture });
  const side = (aspect: 'cost' | 'contact' | 'duration' | 'refusal'): Part => ({ topics: [], ...aspects(aspect) });

  test('get two answers at most', () => {
    const said = textsOf(both([side('cost'), side('contact'), { ...topics('residus.mobles', 0.9), aspects: [] }]));
    expect(said).toEqual(['cost of padro.alta ca', 'contact of padro.alta ca']);
  });

  test('of which one gets the whole of a service get it alone where the other asks how', () => {
    const whole: Part = { ...topics('residus.mobles', 0.9), aspects: [] };
    const how: Part = { ...topics('residus.mobles', 0.9), ...aspects('how') };
    expect(textsOf(both([whole, how]))).toEqual(['residus.mobles ca']);
  });

  test('about sides without a text get the whole answer, once', () => {
    expect(eventsOf(both([side('duration'), side('refusal')])).filter((type) => type === 'question.answered')).toEqual([
      'question.answered',
    ]);
  });
});
