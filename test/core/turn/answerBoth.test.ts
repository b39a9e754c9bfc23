import { describe, expect, test } from '@jest/globals';
import { detailFeatures } from '../../../src/core/dialogue/details.ts';
import { subjectFeatures } from '../../../src/core/dialogue/subjectFeatures.ts';
import type { Aspect, Move, MoveModel, Part } from '../../../src/core/model/understanding.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { weighing } from '../../support/networks.ts';
import { afterFurniture, aspects, sayMove, topics, wholePadro } from '../../support/sayMove.ts';
import { always, movesBy, talkTown } from '../../support/talkTown.ts';
import { entryWith } from '../../support/town.ts';
import { eventsOf, textsOf, underWay } from '../../support/turn.ts';

const said = (what: string) => ({
  answer: { ca: `${what} ca`, es: `${what} es`, en: `${what} en` },
  source: null,
  verified: null,
});
/** What is said of a side of which nothing is written. */
const costUnknown = 'aspectUnknownOf ca title of residus.mobles ca askOffice ca aspectNamed.cost ca';

describe('two questions in one message', () => {
  test('get two answers; the second may be about the first', () => {
    const questions = [
      { ...topics('residus.mobles', 0.9), aspects: [] },
      { topics: [], ...aspects('hours') },
    ];
    const both = sayMove('two', { questions }, { state: underWay({}) });
    expect(textsOf(both)).toEqual(['residus.mobles ca', 'hours of residus.mobles ca']);
    expect(eventsOf(both).filter((type) => type === 'question.answered')).toHaveLength(2);
  });

  test('are two though the message reads as one, where both ask and name a service of their own', () => {
    const first = { ...topics('residus.mobles', 0.9), aspects: [], asks: true as const };
    const stated = { ...topics('padro.alta', 0.9), aspects: [] };
    const second = { ...stated, asks: true as const };
    const answersTo = (questions: readonly Part[]) =>
      textsOf(sayMove('ask', { questions, ...topics('residus.mobles', 0.9) }, { state: underWay({}) }));
    expect(answersTo([first, second])).toEqual(['residus.mobles ca', wholePadro]);
    expect(answersTo([first, stated])).toEqual(['residus.mobles ca']);
    expect(answersTo([first, { ...second, topics: [] }])).toEqual(['residus.mobles ca']);
  });

  test('get two answers where one names a service, with the next near it, about as likely as not', () => {
    const near = (confidence: number): Part => ({
      topics: [...topics('residus.mobles', confidence).topics, ...topics('padro.certificat', 0.15).topics],
      ...aspects('hours', 0.9),
      asks: true,
    });
    const second = { ...topics('padro.alta', 0.9), aspects: [], asks: true as const };
    const answers = (confidence: number) =>
      textsOf(sayMove('ask', { questions: [near(confidence), second], ...second }, { state: underWay({}) }));
    expect(answers(0.45)).toEqual(['hours of residus.mobles ca', wholePadro]);
    expect(answers(0.3)).toEqual([wholePadro]);
  });

  test('are two where one asks by its form, and the other says what is wanted, or names a side of a service', () => {
    const asked: Part = { ...topics('padro.alta', 0.9), aspects: [], asks: true };
    const other = (changes: Partial<Part>): Part => ({ ...topics('residus.mobles', 0.9), aspects: [], ...changes });
    const answers = (part: Part) =>
      textsOf(sayMove('ask', { questions: [part, asked], ...topics('padro.alta', 0.9) }, { state: underWay({}) }));
    expect(answers(other({ wants: true }))).toEqual(['residus.mobles ca', wholePadro]);
    expect(answers(other(aspects('hours', 0.9)))).toEqual(['hours of residus.mobles ca', wholePadro]);
    expect(answers(other({}))).toEqual([wholePadro]);
    expect(answers(other({ ...topics('residus.mobles', 0.6), wants: true }))).toEqual([wholePadro]);
  });

  test('are one where what precedes only says of which service the other asks', () => {
    const wanted: Part = { ...topics('residus.mobles', 0.9), aspects: [], wants: true };
    const hours: Part = { topics: [], ...aspects('hours', 0.9), asks: true };
    const answers = (first: Part) =>
      textsOf(sayMove('two', { questions: [first, hours], ...topics('residus.mobles', 0.3) }, { state: underWay({}) }));
    expect(answers(wanted)).toEqual(['hours of residus.mobles ca']);
    expect(answers({ ...topics('residus.mobles', 0.9), aspects: [], asks: true })).toEqual([
      'residus.mobles ca',
      'hours of residus.mobles ca',
    ]);
  });

  test('that go back to a service are both about that one', () => {
    const questions: readonly Part[] = [
      { topics: [], ...aspects('hours', 0.9), asks: true },
      { topics: [], ...aspects('cost', 0.9), asks: true },
    ];
    const subjects = weighing(subjectFeatures, { 'in focus before': 9, topic: 9 });
    const back = (confidence: number) =>
      textsOf(
        sayMove(
          'two',
          { questions, ...topics('residus.mobles', confidence) },
          { knowledge: { ...talkTown, moves: always('two'), subjects }, state: afterFurniture },
        ),
      );
    expect(back(0.3)).toEqual(['hours of residus.mobles ca', expect.stringContaining('residus.mobles ca')]);
    expect(back(0)[1]).toBe('cost of padro.alta ca');
  });

  test('of which one alone is clear get the answer to that one', () => {
    const unclear = { topics: [], aspects: [] };
    const questions = [unclear, { ...topics('residus.mobles', 0.9), aspects: [] }];
    const one = sayMove('two', { questions, ...topics('padro.certificat', 0.9) }, { state: underWay({}) });
    // The message as a whole was read as something else, which is shown beside.
    expect(textsOf(one)).toEqual(['residus.mobles ca\n\nbeside ca']);
    expect(one.state.offered).toContain('entry:padro.certificat');
    const none = sayMove(
      'two',
      { questions: [unclear, unclear], ...topics('padro.certificat', 0.9) },
      { state: underWay({}) },
    );
    expect(textsOf(none)).toEqual(['padro.certificat ca']);
  });

  test('that come to one service get the one that the whole message names more clearly', () => {
    const questions = [
      { ...topics('residus.mobles', 0.6), aspects: [] },
      { topics: [], ...aspects('hours') },
    ];
    const whole = (confidence: number) =>
      textsOf(sayMove('two', { questions, ...topics('padro.certificat', confidence) }, { state: underWay({}) }));
    expect(whole(0.9)).toEqual(['padro.certificat ca']);
    expect(whole(0.55)[0]).toBe('residus.mobles ca');
  });
});

describe('two that ask', () => {
  const side = (aspect: Aspect, confidence = 0.9): Part => ({ topics: [], ...aspects(aspect, confidence), asks: true });
  const say = (move: Move, ...questions: readonly Part[]) =>
    textsOf(sayMove(move, { questions, ...aspects('cost', 0.9) }, {}));
  const both = ['cost of padro.alta ca', 'contact of padro.alta ca'];

  test('plainly for two sides of what is spoken of are two questions, though the message only seems to ask on', () => {
    expect(say('follow', side('cost'), side('contact'))).toEqual(both);
    expect(say('follow', side('cost'), side('contact', 0.5))).toEqual([both[0]]);
    expect(say('follow', side('cost'), side('cost'))).toEqual([both[0]]);
  });

  test('are two where the message probably is, however plain their sides', () => {
    const likelyTwo = movesBy({ follow: { always: 10 }, two: { always: 9 } });
    const questions = [side('cost', 0.4), side('contact', 0.4)];
    const played = (moves: MoveModel) =>
      textsOf(sayMove('follow', { questions, ...aspects('cost') }, { knowledge: { ...talkTown, moves } }));
    expect(played(likelyTwo)).toEqual(both);
    expect(played(always('follow'))).toEqual([both[0]]);
  });

  test('ask on about what is spoken of where neither is clear', () => {
    const unclear: Part = { topics: [], aspects: [], asks: true };
    const knowledge = { ...talkTown, moves: always('two'), subjects: weighing(subjectFeatures, { 'in focus': 9 }) };
    const read = { questions: [unclear, unclear], ...aspects('cost', 0.9) };
    expect(textsOf(sayMove('two', read, { knowledge }))).toEqual([both[0]]);
  });

  test('are told each, also that a side is not known', () => {
    const questions = [side('cost'), side('duration')];
    expect(textsOf(sayMove('two', { questions, ...aspects('duration', 0.9) }, {}))).toEqual([
      both[0],
      expect.stringContaining('aspectUnknownOf ca title of padro.alta ca'),
    ]);
  });

  test('plainly for a side of it, and for a service, are two as well', () => {
    const other: Part = { ...topics('residus.mobles', 0.9), aspects: [], asks: true };
    expect(say('follow', side('cost'), other)).toEqual([both[0], 'residus.mobles ca']);
    // It is the office's answer to what is asked of every service.
    const office = { ...topics('office.hours', 0.9), ...aspects('contact', 0.9), asks: true as const };
    const knowledge: Knowledge = {
      ...talkTown,
      moves: always('follow'),
      entry: (id) => (id === 'office.hours' ? entryWith({ id, general: ['contact'] }) : talkTown.entry(id)),
    };
    const read = { questions: [side('cost'), office], ...aspects('cost', 0.9) };
    expect(textsOf(sayMove('follow', read, { knowledge }))).toEqual(both);
  });
});

describe('each part of a message', () => {
  const textKnown = {
    ...talkTown,
    moves: always('two'),
    subjects: weighing(subjectFeatures, { words: 90 }),
    questionsIn: () => ['about furniture', 'about the register'],
    wordsShared: (text: string) => ({
      ofService: (entry: string) =>
        Number(entry === { 'about furniture': 'residus.mobles', 'about the register': 'padro.alta' }[text]),
      ofPart: (_: string, name: string) =>
        Number(name === { 'about furniture': 'contact', 'about the register': 'cost' }[text]),
    }),
  };
  const say = (questions: readonly Part[], known: Knowledge) =>
    textsOf(sayMove('two', { questions }, { knowledge: known, state: afterFurniture }));

  test('is about the service that its own words are of, not those of the message', () => {
    const questions: readonly Part[] = [
      { topics: [], ...aspects('hours') },
      { topics: [], ...aspects('cost') },
    ];
    expect(say(questions, textKnown)).toEqual(['hours of residus.mobles ca', 'cost of padro.alta ca']);
    // Those of the message tell where the parts cannot be told apart.
    const whole = { ...textKnown, questionsIn: () => ['about furniture'] };
    expect(say(questions, whole)).not.toContain('hours of residus.mobles ca');
  });

  test('asks the same as the one before where it only names another service', () => {
    const hours: Part = { ...topics('residus.mobles', 0.9), ...aspects('hours') };
    const named: Part = { ...topics('padro.alta', 0.9), aspects: [] };
    const known = (second: string): Knowledge => ({
      ...talkTown,
      moves: always('two'),
      questionsIn: () => ['when does furniture open', second],
      entry: (id) =>
        id === 'padro.alta' ? entryWith({ id, aspects: { hours: said('hours of padro.alta') } }) : talkTown.entry(id),
    });
    expect(say([hours, named], known('and the register'))).toEqual([
      'hours of residus.mobles ca',
      'hours of padro.alta ca',
    ]);
    expect(say([hours, named], known('and I would like to be in the register'))[1]).toContain('padro.alta ca');
    expect(say([hours, named], known('and I would like to be in the register'))[1]).not.toContain('hours');
  });

  test('asks for the side that its own words are of', () => {
    const either: Part = { topics: [], aspects: [...aspects('cost', 0.5).aspects, ...aspects('contact', 0.5).aspects] };
    const known = { ...textKnown, subjects: null, details: weighing(detailFeatures, { side: 9, 'side: words': 90 }) };
    expect(say([either, either], known)).toEqual(['contact of padro.alta ca', 'cost of padro.alta ca']);
  });

  test('is about the service that it surely names, whatever was spoken of', () => {
    const known = { ...talkTown, moves: always('two'), subjects: weighing(subjectFeatures, { 'in focus': 9 }) };
    const named = (confidence: number): Part => ({ ...topics('padro.certificat', confidence), ...aspects('cost') });
    const hours: Part = { topics: [], ...aspects('hours') };
    expect(say([named(0.9), hours], known)[0]).toContain('padro.certificat ca');
    expect(say([named(0.6), hours], known)[0]).toBe('cost of padro.alta ca');
  });
});

describe('a question that names nothing, after what tells about it', () => {
  const story = { ...topics('residus.mobles', 0.9), aspects: [] };
  const asked = (resembles: number) => ({
    topics: [{ entry: 'padro.certificat', confidence: resembles }],
    ...aspects('cost'),
    asks: true as const,
  });

  test('is one question with it, which the whole message answers', () => {
    const say = (questions: readonly Part[]) =>
      textsOf(sayMove('two', { questions, ...topics('padro.alta', 0.9) }, { state: underWay({}) }));
    expect(say([story, asked(0.35)])).toEqual([wholePadro]);
    // Where it names a service, or the other asks, too, both are asked.
    expect(say([story, asked(0.9)])[0]).toContain('residus.mobles ca');
    expect(say([{ ...story, asks: true }, asked(0.35)])[0]).toContain('residus.mobles ca');
  });

  test('is asked beside what asks for a side, too, and below thanks', () => {
    const say = (questions: readonly Part[], read: Pick<Part, 'topics'>) =>
      textsOf(sayMove('two', { questions, ...read }, {}));
    const side: Part = { ...topics('residus.mobles', 0.9), ...aspects('hours', 0.9) };
    expect(say([side, asked(0.35)], topics('padro.alta'))[0]).toContain('hours of residus.mobles ca');
    const thanks: Part = { ...topics('smalltalk.thanks', 0.9), aspects: [] };
    expect(say([thanks, asked(0.35)], topics('smalltalk.thanks'))).toEqual(['cost of padro.alta ca']);
  });

  test('is not about a far service that its few words resemble, unless the whole message does, too', () => {
    const knowledge = { ...talkTown, moves: always('two'), subjects: weighing(subjectFeatures, { topic: 30 }) };
    const say = (read: readonly { readonly entry: string; readonly confidence: number }[]) =>
      textsOf(sayMove('two', { questions: [{ ...story, asks: true }, asked(0.35)], topics: read }, { knowledge }));
    expect(say(topics('residus.mobles', 0.5).topics)).toEqual(['residus.mobles ca', costUnknown]);
    const both = [...topics('residus.mobles', 0.5).topics, ...topics('padro.certificat', 0.3).topics];
    expect(say(both)[1]).toContain('padro.certificat ca');
    expect(say(both)[1]).not.toBe(costUnknown);
  });
});
