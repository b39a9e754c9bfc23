import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Kind } from '../../../src/core/model/kind.ts';
import { notUnderstood, type Understanding } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { aspects, inFocus, sayMove, surely, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, textsOf, underWay } from '../../support/turn.ts';

const beginning = { state: underWay({}) };
/** A message of several words about a service, and how probable it is that it is nobody's business here. */
const about = (outside: number, confidence = 0.8) =>
  ({
    voice: 'meaning',
    scope: { outside, report: 0 },
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

  test('the odds of an entry have to be some times those of being outside', () => {
    // 0.8 : 0.2 are odds of 4, and 0.6 : 0.4 of 1.5, which is 2.7 times less; 0.62 : 0.38 of 1.6, 2.4 times less.
    expect(eventsOf(sayMove('ask', about(0.6), beginning))).toContain('question.answered');
    expect(eventsOf(sayMove('ask', about(0.62), beginning))).not.toContain('question.answered');
    expect(eventsOf(sayMove('ask', about(1, 0.99), beginning))).not.toContain('question.answered');
    expect(eventsOf(sayMove('ask', about(1, 1), beginning))).toContain('question.answered');
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

describe('what begins as a report', () => {
  const shape = { ...notUnderstood('v1').shape, words: 8 };
  /** Reads as another kind than a report, and names an entry that explains something else. */
  const reads = (report: number, kind: Kind = 'false-information', more: Partial<Understanding> = {}) => ({
    ...topics('padro.alta', 0.8),
    kind: {
      kind,
      confidence: 0.7,
      ranked: [
        { kind, confidence: 0.7 },
        { kind: 'praise', confidence: 0.2 },
        { kind: 'suggestion', confidence: 0.1 },
      ] as const,
      rule: null,
    },
    scope: { outside: 0, report },
    voice: 'meaning' as const,
    shape,
    ...more,
  });
  const casesOf = (understanding: Partial<Understanding>, state: object = beginning) =>
    sayMove('ask', understanding, state).state.cases.map(({ kind }) => kind);

  test.each(['question', 'out-of-scope', 'false-information', 'destructive-criticism'] as const)(
    'is taken as one though it reads as %s, whatever entry it names',
    (kind) => {
      expect(casesOf(reads(0.9, kind))).toEqual(['suggestion']);
    },
  );

  test('is broken rather than nothing, where it is like no kind of report', () => {
    const kind = {
      kind: 'question',
      confidence: 0.9,
      ranked: [{ kind: 'question', confidence: 0.9 }],
      rule: null,
    } as const;
    expect(casesOf(reads(0.9, 'question', { kind: { ...kind, confidence: 0.8 } }))).toEqual(['incident']);
    expect(casesOf(reads(0.9, 'question', { kind }))).toEqual([]);
  });

  test('is answered where it is hardly one, asks, is few words, or a service was spoken of', () => {
    expect(casesOf(reads(0.7))).toEqual([]);
    expect(casesOf(reads(0.9, 'question', { shape: { ...shape, asks: true } }))).toEqual([]);
    expect(casesOf(reads(0.9, 'question', { shape: { ...shape, words: 3 } }))).toEqual([]);
    expect(casesOf(reads(0.9, 'question', { voice: 'words' }))).toEqual([]);
    expect(casesOf(reads(0.9, 'question'), {})).toEqual([]);
  });

  test('is answered where it all but surely asks, or asks on', () => {
    const acts = (ask: number, follow: number) => ({
      acts: [
        { act: 'ask' as const, confidence: ask },
        { act: 'follow' as const, confidence: follow },
      ],
    });
    expect(casesOf(reads(0.9, 'question', acts(0.6, 0.32)))).toEqual([]);
    expect(casesOf(reads(0.9, 'question', acts(0.6, 0.2)))).toEqual(['suggestion']);
  });
});

describe('what reports something of a form below something else', () => {
  let knowledge: Knowledge;
  beforeAll(async () => {
    const { flows } = townWithFlows(await shippedFlows(), {});
    const entries = [...town.entries, entryWith({ id: 'via-publica.enllumenat', flow: 'street-incident' })];
    knowledge = { ...createKnowledge({ ...town, entries }), flows, moves: always('ask') };
  });

  const shape = { ...notUnderstood('v1').shape, words: 10 };
  const lamp = (more: Partial<Understanding> = {}): Partial<Understanding> => ({
    ...topics('via-publica.enllumenat', 0.95),
    ...surely('incident'),
    acts: [{ act: 'ask', confidence: 0.85 }],
    scope: { outside: 0, report: 0.95 },
    voice: 'meaning',
    shape,
    ...more,
  });
  const casesBelow = (entry: string, read: Partial<Understanding>) =>
    sayMove('ask', read, { knowledge, state: underWay({ dialogue: inFocus(entry) }) }).state.cases.map(
      ({ kind }) => kind,
    );

  test('is one, whatever was spoken of before', () => {
    expect(casesBelow('padro.alta', lamp())).toEqual(['incident']);
    expect(casesBelow('residus.mobles', lamp())).toEqual(['incident']);
  });

  test('is answered where that was spoken of, it goes on, asks, is hardly a report, or names a service without such a form', () => {
    expect(casesBelow('via-publica.enllumenat', lamp())).toEqual([]);
    expect(casesBelow('padro.alta', lamp({ shape: { ...shape, continues: true } }))).toEqual([]);
    expect(casesBelow('padro.alta', lamp({ shape: { ...shape, asks: true } }))).toEqual([]);
    expect(casesBelow('padro.alta', lamp({ scope: { outside: 0, report: 0.6 } }))).toEqual([]);
    expect(casesBelow('padro.alta', lamp(topics('residus.mobles', 0.95)))).toEqual([]);
    const both = [
      { entry: 'via-publica.enllumenat', confidence: 0.7 },
      { entry: 'padro.alta', confidence: 0.3 },
    ];
    expect(casesBelow('padro.alta', lamp({ topics: both }))).toEqual([]);
  });
});

test('what tells why somebody asks is answered: "the fine is unjust"', () => {
  const eventsFor = (report: number, confidence: number) =>
    eventsOf(
      sayMove(
        'report',
        {
          ...topics('padro.alta', confidence),
          ...surely('complaint', 0.99),
          voice: 'meaning',
          shape: { ...notUnderstood('v1').shape, words: 12 },
          scope: { outside: 0, report },
        },
        beginning,
      ),
    );
  expect(eventsFor(0.1, 0.97)).toContain('question.answered');
  expect(eventsFor(0.1, 0.9)).toContain('case.opened');
  expect(eventsFor(0.5, 0.97)).toContain('case.opened');
});

test('what reads as a complaint, and plainly asks, is answered where an entry is likely: "my appeal was denied"', () => {
  const kindsFor = (ask: number, kind: Kind = 'complaint') =>
    sayMove(
      'ask',
      {
        ...topics('padro.alta', 0.84),
        ...surely(kind, 0.985),
        voice: 'meaning',
        shape: { ...notUnderstood('v1').shape, words: 12 },
        scope: { outside: 0, report: 0.75 },
        acts: [{ act: 'ask', confidence: ask }],
      },
      { ...beginning, knowledge: talkTown },
    ).state.cases.map((each) => each.kind);
  expect(kindsFor(0.75)).toEqual([]);
  expect(kindsFor(0.6)).toEqual(['complaint']);
  // A request about one's own data is put as a question.
  expect(kindsFor(0.75, 'data-subject')).toEqual(['data-subject']);
});

describe('what asks for a side of the office, and names nothing', () => {
  const office = talkTown.entry('padro.alta');
  const knowledge = {
    ...talkTown,
    entry: (id: string) =>
      id === 'padro.alta' && office !== undefined ? { ...office, general: ['hours' as const] } : talkTown.entry(id),
  };
  const asks = (more: Partial<Understanding> = {}) => ({
    ...about(0.1),
    ...surely('praise', 0.9),
    ...aspects('hours', 0.97),
    topics: [
      { entry: 'residus.mobles', confidence: 0.03 },
      { entry: 'padro.alta', confidence: 0.02 },
    ],
    shape: { ...notUnderstood('v1').shape, words: 4 },
    ...more,
  });
  const answers = (more: Partial<Understanding> = {}, state = beginning) =>
    eventsOf(sayMove('ask', asks(more), { ...state, knowledge })).includes('question.answered');

  test('is answered by the office, whatever kind its words are like', () => {
    expect(answers()).toBe(true);
  });

  test('is not, where it may be outside, names something, is long, asks another side, or a service was spoken of', () => {
    const named = { entry: 'residus.mobles', confidence: 0.3 };
    expect(answers({ scope: { outside: 0.6, report: 0 } })).toBe(false);
    expect(answers({ topics: [named, { entry: 'padro.alta', confidence: 0.2 }] })).toBe(false);
    expect(answers({ shape: { ...notUnderstood('v1').shape, words: 9 } })).toBe(false);
    expect(answers(aspects('cost', 0.97))).toBe(false);
    expect(answers({}, { state: underWay({ dialogue: inFocus('residus.mobles') }) })).toBe(false);
  });
});

test('in a conversation about a service, its words decide', () => {
  expect(eventsOf(sayMove('ask', about(0.9), {}))).toContain('question.answered');
});
