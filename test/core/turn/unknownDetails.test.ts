import { describe, expect, test } from '@jest/globals';
import { detailFeatures } from '../../../src/core/dialogue/details.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { weighing } from '../../support/networks.ts';
import { answeredState, aspects, inFocus, sayMove, topics, wholePadro } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { notificationsOf, textsOf, underWay } from '../../support/turn.ts';

const answered = answeredState.dialogue.last;

describe('asking on', () => {
  test('about a side that nobody wrote down says so, and where to ask; no case is opened', () => {
    const unknown = sayMove('follow', aspects('deadline'), {});
    expect(textsOf(unknown)).toEqual([
      'aspectUnknown ca title of padro.alta ca contact of padro.alta ca aspectNamed.deadline ca\n\nperhapsCases ca',
    ]);
    expect(unknown.state.offered).toEqual(['exception:padro.alta/no-contract', 'entry:padro.alta', 'command:person']);
    expect(unknown.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(unknown.state.dialogue.last).toEqual({ did: 'left-unanswered' });
    expect([unknown.state.cases, notificationsOf(unknown)]).toEqual([[], []]);
    const mobles = underWay({ dialogue: inFocus('residus.mobles') });
    expect(textsOf(sayMove('follow', aspects('deadline'), { state: mobles }))).toEqual([
      'aspectUnknown ca title of residus.mobles ca askOffice ca aspectNamed.deadline ca',
    ]);
    expect(textsOf(sayMove('follow', {}, { state: mobles }))).toEqual([
      'detailUnknown ca title of residus.mobles ca askOffice ca',
    ]);
  });

  test('about what nobody wrote down is about the other service that the message names', () => {
    // It reads as a follow-up.
    const acts = [{ act: 'follow' as const, confidence: 0.6 }];
    const asked = (confidence: number) =>
      textsOf(sayMove('follow', { ...aspects('deadline'), ...topics('residus.mobles', confidence), acts }, {}))[0];
    expect(asked(0.8)).toContain('residus.mobles ca');
    expect(asked(0.6)).toContain('aspectUnknownOf ca title of padro.alta ca');
    // What is written of the service spoken of is said.
    const cost = sayMove('follow', { ...aspects('cost', 0.9), ...topics('residus.mobles', 0.8), acts }, {});
    expect(textsOf(cost)).toEqual(['cost of padro.alta ca']);
  });

  test('about what nobody wrote down says which service is meant only where that may be doubted', () => {
    const state = underWay({ dialogue: inFocus('residus.mobles') });
    const said = (read: Parameters<typeof sayMove>[1]) => textsOf(sayMove('follow', read, { state }))[0];
    expect(said(aspects('deadline'))).toMatch(/^aspectUnknown ca/);
    // A side that is less than plain is not named: they may have asked something else.
    expect(said(aspects('deadline', 0.7))).toMatch(/^detailUnknown ca/);
    const other = topics('padro.certificat', 0.6);
    expect(said({ ...aspects('deadline'), ...other })).toMatch(/^aspectUnknownOf ca title of residus\.mobles ca/);
    const both = [...other.topics, ...topics('residus.mobles', 0.3).topics];
    expect(said({ ...aspects('deadline'), topics: both })).toMatch(/^aspectUnknown ca/);
  });

  test('about a side that another entry tells of in general offers that one', () => {
    const office = talkTown.entry('padro.certificat');
    if (office === undefined) throw new Error('the town must give certificates');
    const entry: Knowledge['entry'] = (id) =>
      id === office.id ? { ...office, general: ['appointment'] } : talkTown.entry(id);
    const offered = (confidence: number) =>
      sayMove(
        'follow',
        { ...aspects('appointment', confidence), topics: [{ entry: office.id, confidence: 0.2 }] },
        {
          knowledge: { ...talkTown, moves: always('follow'), entry },
          state: underWay({ dialogue: inFocus('residus.mobles') }),
        },
      ).state.offered;
    expect(offered(0.9)).toEqual(['entry:padro.certificat', 'entry:residus.mobles', 'command:person']);
    expect(offered(0.3)).not.toContain('entry:padro.certificat');
  });

  test('about what nobody wrote down offers the special cases that it may be, the likest first', () => {
    const padro = talkTown.entry('padro.alta');
    const [one] = padro?.exceptions ?? [];
    if (padro === undefined || one === undefined) throw new Error('the town must have a special case');
    const exceptions = ['first', 'second', 'third', 'fourth'].map((id) => ({ ...one, id }));
    const entry: Knowledge['entry'] = (id) => (id === padro.id ? { ...padro, exceptions } : talkTown.entry(id));
    const like = [
      { entry: 'residus.mobles', exception: 'first', likeness: 0.5 },
      { entry: 'padro.alta', exception: 'third', likeness: 0.4 },
    ];
    const unknown = sayMove(
      'follow',
      { exceptions: like },
      { knowledge: { ...talkTown, moves: always('follow'), entry } },
    );
    expect(unknown.state.offered).toEqual([
      'exception:padro.alta/third',
      'exception:padro.alta/first',
      'exception:padro.alta/second',
      'entry:padro.alta',
      'command:person',
    ]);
  });

  test('about what nobody wrote down, below a menu, offers the special cases above the others that may be meant', () => {
    const last = { did: 'clarified', others: ['padro.alta', 'residus.mobles'] } as const;
    const dialogue = { ...inFocus('padro.alta', { aspect: null, isWholeGiven: true }), last };
    const unknown = sayMove('follow', aspects('deadline'), { state: underWay({ dialogue }) });
    expect(textsOf(unknown)[0]).toMatch(/perhapsCases ca$/);
    expect(unknown.state.offered).toEqual(['exception:padro.alta/no-contract', 'entry:residus.mobles']);
    // A service without special cases has no words for them.
    const bare = { ...inFocus('residus.mobles', { aspect: null, isWholeGiven: true }), last };
    const plain = sayMove('follow', aspects('deadline'), { state: underWay({ dialogue: bare }) });
    expect(textsOf(plain)[0]).toMatch(/^aspectUnknown ca title of residus\.mobles ca [^\n]*\n\nbeside ca$/);
    expect(plain.state.offered).toEqual(['entry:padro.alta']);
  });

  test('about what was said just now says that no more is known, and where to ask, with the text as a choice', () => {
    const said = (given: Parameters<typeof inFocus>[1]) => ({
      state: underWay({ dialogue: inFocus('padro.alta', given) }),
    });
    const noMore = 'noMoreKnown ca contact of padro.alta ca';
    const cost = said({ aspect: 'cost' });
    const again = sayMove('follow', aspects('cost'), cost);
    expect(textsOf(again)).toEqual([noMore]);
    expect(again.state.offered).toEqual(['aspect:padro.alta/cost', 'command:person']);
    expect(again.state.dialogue).toEqual(cost.state.dialogue);
    expect(again.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(textsOf(sayMove('follow', aspects('cost'), {}))).toEqual(['cost of padro.alta ca']);
    // What was said before something else is said as if it were new.
    const unanswered = { ...inFocus('padro.alta', { aspect: 'cost' }), last: { did: 'left-unanswered' } } as const;
    expect(textsOf(sayMove('follow', aspects('cost'), { state: underWay({ dialogue: unanswered }) }))).toEqual([
      'cost of padro.alta ca',
    ]);
    const special = { exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.95 }] };
    const one = said({ aspect: 'exceptions', exception: 'no-contract' });
    const other = said({ aspect: 'exceptions', exception: 'minor' });
    const same = sayMove('follow', special, one);
    expect([textsOf(same), same.state.offered[0]]).toEqual([[noMore], 'exception:padro.alta/no-contract']);
    expect(textsOf(sayMove('follow', special, other))).toEqual(['without contract ca']);
  });

  test('about the opening hours again is about another day, or now', () => {
    const state = underWay({ dialogue: inFocus('residus.mobles', { aspect: 'hours' }) });
    expect(textsOf(sayMove('follow', aspects('hours'), { state })).join()).not.toContain('noMoreKnown');
  });

  test('about an answer in one piece says that no more is known where it is the likeliest, and only there', () => {
    const state = underWay({ dialogue: inFocus('padro.certificat') });
    const likeliest = topics('padro.certificat', 0.1);
    expect(textsOf(sayMove('follow', likeliest, { state }))).toEqual(['noMoreKnown ca askOffice ca']);
    const other = { topics: [{ entry: 'residus.mobles', confidence: 0.12 }, ...likeliest.topics] };
    expect(textsOf(sayMove('follow', other, { state }))).toEqual([
      'detailUnknown ca title of padro.certificat ca askOffice ca',
    ]);
  });

  test('about such a side before the whole was told gets the whole, which may hold it', () => {
    const state = underWay({ dialogue: inFocus('padro.alta', { aspect: 'cost' }) });
    const unknown = sayMove('follow', aspects('deadline'), { state });
    expect(textsOf(unknown)).toEqual([`detailUnknownBefore ca\n\n${wholePadro}\n\ncontact of padro.alta ca`]);
    expect(unknown.state.dialogue).toEqual({
      ...inFocus('padro.alta', { isWholeGiven: true, asked: 'deadline' }),
      last: answered,
    });
  });

  test('about such a side after the whole and another side gets no whole again', () => {
    const state = underWay({ dialogue: inFocus('padro.alta', { aspect: 'cost', isWholeGiven: true }) });
    expect(textsOf(sayMove('follow', aspects('deadline'), { state }))).toEqual([
      'aspectUnknown ca title of padro.alta ca contact of padro.alta ca aspectNamed.deadline ca\n\nperhapsCases ca',
    ]);
  });

  test('about a detail that the whole, which was given, speaks of gets what it says of it, with its source and where to ask', () => {
    const passage: Knowledge['passage'] = (entry, text, locale) => `${entry.id}, ${text}, ${locale}`;
    const knowledge = { ...talkTown, moves: always('follow'), passage };
    const detail = sayMove('follow', {}, { knowledge, state: answeredState });
    expect(textsOf(detail)).toEqual([
      'passage ca title of padro.alta ca padro.alta, words that mean nothing by themselves, ca\n\nsource ca Seu https://seu.example 24/11/2026\n\ncontact of padro.alta ca',
    ]);
    expect(detail.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(detail.state.offered).toEqual(['entry:padro.alta', 'command:person']);
  });

  test('about a thing that a side does not name, but the whole does, gets what the whole says of it', () => {
    const passage: Knowledge['passage'] = (_entry, _text, _locale, beyond) => `not in: ${beyond}`;
    const knowledge = { ...talkTown, moves: always('follow'), passage };
    const detail = sayMove('follow', aspects('cost'), { knowledge });
    const [said] = textsOf(detail);
    expect(said).toContain('passage ca title of padro.alta ca not in: cost of padro.alta ca');
    expect(detail.events).toContainEqual(expect.objectContaining({ type: 'question.answered', entry: 'padro.alta' }));
    // It has one of the words, and may be about something else.
    expect(detail.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(said).toMatch(/\n\ncontact of padro\.alta ca$/);
    expect(detail.state.offered).toEqual(['entry:padro.alta']);
  });

  test('in the very words of a special case gets that, whichever side it seems to ask about', () => {
    const like = (likeness: number) => [{ entry: 'padro.alta', exception: 'no-contract', likeness }];
    const details = weighing(detailFeatures, { 'side: confidence': 30 });
    const knowledge = { ...talkTown, moves: always('follow'), details };
    const say = (likeness: number) =>
      textsOf(sayMove('follow', { ...aspects('cost'), exceptions: like(likeness) }, { knowledge }));
    expect(say(0.95)).toEqual(['without contract ca']);
    expect(say(0.6)).toEqual(['cost of padro.alta ca']);
  });
});

describe('a side that is the likeliest, though it may well be that no text tells what is asked', () => {
  const say = (unclear: number, knowledge: Partial<Knowledge> = {}) =>
    sayMove('follow', aspects('cost'), {
      knowledge: {
        ...talkTown,
        moves: always('follow'),
        details: weighing(detailFeatures, { unclear, 'side: best': 3, whole: -9 }),
        ...knowledge,
      },
    });
  const unknown = { type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' };

  test('is told with honest words and where to ask, and left to editors', () => {
    const unsure = say(2.5);
    expect(textsOf(unsure)).toEqual(['detailUnknownBefore ca\n\ncost of padro.alta ca\n\ncontact of padro.alta ca']);
    expect(unsure.events).toContainEqual(unknown);
    expect(unsure.state.dialogue.focus[0]).toMatchObject({ entry: 'padro.alta', aspect: 'cost' });
    expect(unsure.state.dialogue.last).toEqual(answered);
    // One that is told rather than not is right more often than not.
    const sure = say(2);
    expect(textsOf(sure)).toEqual(['cost of padro.alta ca']);
    expect(sure.events).not.toContainEqual(unknown);
  });

  test('is not followed by where to ask if it has all addresses of that', () => {
    const padro = talkTown.entry('padro.alta');
    const cost = padro?.aspects.cost;
    if (padro === undefined || cost === undefined) throw new Error('the town must tell what it costs');
    const withTexts = (costs: string, contact: string) => {
      const source = { name: 'Seu, 900 000 333', url: 'https://seu.example' };
      const side = (text: string) => ({ ...cost, source, answer: { ca: text, es: text, en: text } });
      const entry: Knowledge['entry'] = (id) =>
        id === padro.id
          ? { ...padro, aspects: { ...padro.aspects, cost: side(costs), contact: side(contact) } }
          : talkTown.entry(id);
      return textsOf(say(2.5, { entry }))[0];
    };
    const phone = 'Ask **900 000 111**.';
    expect(withTexts('Free. See 900 000 111.', phone)).not.toContain(phone);
    expect(withTexts('Free. See 900 000 222.', phone)).toMatch(/Ask \*\*900 000 111\*\*\.$/);
    const both = 'Ask 900 000 111 or see [here](https://ask.example).';
    expect(withTexts('Free. See 900 000 111.', both)).toContain(both);
    expect(withTexts('See [this](https://ask.example), 900 000 111.', both)).not.toContain(both);
    // Its source is nobody to ask.
    const atSource = 'Ask 900 000 333.';
    expect(withTexts('Free.', atSource)).toContain(atSource);
  });
});

describe('a side that a question plainly names, and nobody wrote down', () => {
  const details = weighing(detailFeatures, { unclear: 3.2, 'side: confidence': 1, 'special: likeness': 3 });
  const knowledge = { ...talkTown, moves: always('follow'), details };
  const say = (confidence: number) =>
    sayMove(
      'follow',
      { aspects: [...aspects('deadline', confidence).aspects, ...aspects('cost', 0.2).aspects] },
      { knowledge },
    );

  test('is said to be unknown by its name, and nothing that is merely near is told instead', () => {
    expect(textsOf(say(0.9))).toEqual([
      'aspectUnknown ca title of padro.alta ca contact of padro.alta ca aspectNamed.deadline ca\n\nperhapsCases ca',
    ]);
    expect(textsOf(say(0.6))[0]).toMatch(/^detailUnknown ca/);
  });
});

describe('a special case of what may hurt', () => {
  const say = (sensitive: boolean, { unclear = -9, likeness = 0.5, cost = -9 } = {}) =>
    textsOf(
      sayMove(
        'follow',
        { ...aspects('cost', 0.4), exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness }] },
        {
          knowledge: {
            ...talkTown,
            moves: always('follow'),
            details: weighing(detailFeatures, { special: 3, unclear, side: cost, whole: -9 }),
            entry: (id) => {
              const entry = talkTown.entry(id);
              return entry && { ...entry, sensitive };
            },
          },
        },
      ),
    )[0];

  test('is told on no guess: "I am safe now"', () => {
    expect(say(false, { unclear: 2.5 })).toMatch(/^detailUnknownBefore ca\n\nwithout contract ca/);
    expect(say(true, { unclear: 2.5, likeness: 0.6 })).toMatch(/^detailUnknown ca/);
    expect(say(false)).toBe('without contract ca');
    expect(say(true)).toMatch(/^detailUnknown ca/);
    expect(say(true, { likeness: 0.6 })).toBe('without contract ca');
  });

  test('is not told below what was asked, either', () => {
    expect(say(false, { cost: 4 })).toBe('cost of padro.alta ca\n\nwithout contract ca');
    expect(say(true, { cost: 4 })).toBe('cost of padro.alta ca');
    expect(say(true, { cost: 4, likeness: 0.6 })).toBe('cost of padro.alta ca\n\nwithout contract ca');
  });
});

describe('a thing that only the whole answer names', () => {
  const passage: Knowledge['passage'] = (_entry, _text, _locale, beyond) => `not in: ${beyond}`;
  const say = (special: number, likeness: number) =>
    textsOf(
      sayMove(
        'follow',
        { exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness }] },
        {
          knowledge: {
            ...talkTown,
            moves: always('follow'),
            // Three are weighed: the whole, that case, and that nothing tells it.
            details: weighing(detailFeatures, { special, unclear: -9 }),
            passage,
          },
        },
      ),
    );

  test('goes before a special case that is only somewhat likely, and in whose words it is not put', () => {
    expect(say(0.2, 0.5)[0]).toContain('passage ca title of padro.alta ca not in: without contract ca');
    expect(say(0.2, 0.7)).toEqual(['without contract ca']);
    expect(say(9, 0.5)).toEqual(['without contract ca']);
  });
});

describe('what may be asked for as well', () => {
  // The surest side weighs most, and the others as much as they are read.
  const say = (read: Parameters<typeof sayMove>[1], weights: Readonly<Record<string, number>>) =>
    sayMove('follow', read, {
      knowledge: { ...talkTown, moves: always('follow'), details: weighing(detailFeatures, weights) },
    });
  const sides = (cost: number, contact: number) => ({
    aspects: [
      { aspect: 'cost', confidence: cost },
      { aspect: 'contact', confidence: contact },
    ] as const,
  });
  const bySides = { side: 4, 'side: confidence': 5 };

  test('is told below the likeliest, where it has a text and is likely enough', () => {
    const both = say(sides(0.5, 0.4), bySides);
    expect(textsOf(both)).toEqual(['cost of padro.alta ca\n\ncontact of padro.alta ca']);
    expect(both.events.filter(({ type }) => type === 'question.answered')).toEqual([
      expect.objectContaining({ entry: 'padro.alta', aspect: 'cost' }),
      expect.objectContaining({ entry: 'padro.alta', aspect: 'contact' }),
    ]);
    expect(both.state.dialogue.focus[0]).toMatchObject({ entry: 'padro.alta', aspect: 'cost' });
    expect(textsOf(say(sides(0.95, 0.05), bySides))).toEqual(['cost of padro.alta ca']);
    const unwritten = { aspects: [sides(0.5, 0).aspects[0], { aspect: 'online', confidence: 0.4 }] } as const;
    expect(textsOf(say(unwritten, bySides))).toEqual(['cost of padro.alta ca']);
  });

  test('is told with honest words where of the likeliest nothing is written', () => {
    const near = say(sides(0.6, 0.1), { unclear: 3.2, 'side: confidence': 5, whole: -9 });
    expect(textsOf(near)).toEqual(['detailUnknownBefore ca\n\ncost of padro.alta ca\n\ncontact of padro.alta ca']);
    expect(near.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    const far = say(sides(0.2, 0.1), { unclear: 3.2, 'side: confidence': 5, whole: -9 });
    expect(textsOf(far)).toEqual([
      'detailUnknown ca title of padro.alta ca contact of padro.alta ca\n\nperhapsCases ca',
    ]);
  });
});

test('what reads as asking after a case, of which there is none, gets the special case in whose words it is', () => {
  const exceptions = (likeness: number) => ({
    exceptions: [{ entry: 'padro.alta', exception: 'no-contract', likeness }],
  });
  expect(textsOf(sayMove('status', exceptions(0.9), {}))).toEqual(['without contract ca']);
  expect(textsOf(sayMove('status', exceptions(0.3), {}))).toEqual(['noCase ca']);
});
