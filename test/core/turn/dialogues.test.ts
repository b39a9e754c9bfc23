import { describe, expect, test } from '@jest/globals';
import { shippedThresholds } from '../../../src/core/dialogue/thresholds.ts';
import type { DialogueState } from '../../../src/core/model/conversation.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { answeredState, aspects, inFocus, sayMove, topics, wholePadro } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const thresholds = shippedThresholds.topics.meaning;
const answered = answeredState.dialogue.last;

describe('asking on', () => {
  test('about a side of what is in focus gets that side, and the way to the whole', () => {
    const cost = sayMove('follow', aspects('cost'), {});
    expect(textsOf(cost)).toEqual(['cost of padro.alta ca']);
    expect(cost.state.offered).toEqual(['entry:padro.alta']);
    expect(cost.state.dialogue).toEqual({
      focus: [{ entry: 'padro.alta', aspect: 'cost', isWholeGiven: true }],
      last: answered,
    });
    expect(cost.events).toContainEqual({ type: 'message.resolved', move: 'follow', confidence: 0.999 });
    expect(cost.events).toContainEqual({
      ...{ type: 'question.answered', entry: 'padro.alta', aspect: 'cost', knowledge: 'v1', locale: 'ca' },
    });
  });

  test('about a special case of it gets that case', () => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.8 }];
    const special = sayMove('follow', { exceptions }, {});
    expect(textsOf(special)).toEqual(['without contract ca']);
    const focus = { entry: 'padro.alta', aspect: 'exceptions', exception: 'no-contract', isWholeGiven: true };
    expect(special.state.dialogue.focus).toEqual([focus]);
    expect(special.events).toContainEqual(
      expect.objectContaining({ type: 'question.answered', entry: 'padro.alta', exception: 'no-contract' }),
    );
  });

  test('is about what is in focus alone: the special case of another service is none of it', () => {
    const exceptions = [{ entry: 'residus.mobles', exception: 'no-contract', likeness: 0.9 }];
    expect(textsOf(sayMove('follow', { exceptions, ...aspects('cost') }, {}))).toEqual(['cost of padro.alta ca']);
  });

  test('where nothing is in focus is read as it stands', () => {
    const read = { ...topics('residus.mobles', 0.9), ...aspects('hours') };
    expect(textsOf(sayMove('follow', read, { state: underWay({}) }))).toEqual(['hours of residus.mobles ca']);
    expect(textsOf(sayMove('follow', aspects('hours'), { state: underWay({}) }))).toEqual(['unanswered ca']);
  });

  test('gives way to what a rule tells of the message', () => {
    const kind = {
      kind: 'threat',
      confidence: 0.99,
      ranked: [{ kind: 'threat', confidence: 0.99 }],
      rule: { id: 'threat.kill', kind: 'threat', evidence: { start: 0, end: 1 } },
    } as const;
    const threat = sayMove('follow', { ...aspects('cost'), kind }, {});
    expect(threat.events).toContainEqual(expect.objectContaining({ type: 'protocol.applied', rule: 'threat' }));
    expect(eventsOf(threat)).not.toContain('question.answered');
  });
});

describe('asking on about what was spoken of before', () => {
  const state = underWay({
    dialogue: {
      focus: [
        { entry: 'padro.alta', aspect: null },
        { entry: 'residus.mobles', aspect: null },
      ],
      last: answered,
    },
  });

  test('is about the one that the text names, although faintly', () => {
    const hours = sayMove('follow', { ...topics('residus.mobles', 0.2), ...aspects('hours') }, { state });
    expect(textsOf(hours)).toEqual(['hours of residus.mobles ca']);
    expect(hours.state.dialogue.focus.map(({ entry }) => entry)).toEqual(['residus.mobles', 'padro.alta']);
  });

  test('leaves it where the text names another service clearly', () => {
    const other = sayMove('follow', { ...topics('padro.certificat', 0.95), ...aspects('cost') }, { state });
    expect(textsOf(other)).toEqual(['padro.certificat ca']);
    expect(other.events).toContainEqual(expect.objectContaining({ type: 'message.resolved', move: 'ask' }));
  });

  test('is no other service’s name in one word, but a side of this one is', () => {
    const one = { shape: { ...understood('', {}).shape, words: 1 } };
    const other = { entry: 'padro.certificat', confidence: 0.25 };
    const car = { ...one, topics: [{ entry: 'residus.mobles', confidence: 0.3 }, other], aspects: [] };
    expect(sayMove('follow', car, { state }).state.offered).toEqual([
      'entry:residus.mobles',
      'entry:padro.certificat',
      'none',
    ]);
    const price = { ...car, ...aspects('cost') };
    expect(textsOf(sayMove('follow', price, {}))).toEqual(['cost of padro.alta ca']);
  });

  test('counts also where the text alone would be nobody’s business', () => {
    const acts = [{ act: 'outside', confidence: 0.8 }] as const;
    expect(textsOf(sayMove('follow', { acts, ...aspects('cost') }, { state }))).toEqual(['cost of padro.alta ca']);
  });
});

describe('a doubt that a text is the council’s business', () => {
  const doubtful = (confidence: number) =>
    sayMove('ask', { acts: [{ act: 'outside', confidence: 0.8 }], ...topics('residus.mobles', confidence) }, {});

  test('takes little from an entry that is all but certain', () =>
    expect(textsOf(doubtful(0.99))).toEqual(['residus.mobles ca']));

  test('takes an entry that was only likely from view', () =>
    expect(textsOf(doubtful(thresholds.answer + 0.05))).not.toContain('residus.mobles ca'));
});

describe('what is less than certainly a matter', () => {
  const rude = (confidence: number) => ({
    kind: { kind: 'threat', confidence, ranked: [{ kind: 'threat', confidence }], rule: null } as const,
    shape: { ...understood('', {}).shape, words: 4 },
  });

  test('opens no case in the middle of a conversation, where it is short', () =>
    expect(sayMove('ask', rude(0.7), {}).state.cases).toEqual([]));

  test('is taken up where it is all but certain, or the first that is said', () => {
    expect(sayMove('ask', rude(0.95), {}).state.cases).toMatchObject([{ kind: 'threat' }]);
    const first = sayMove('ask', rude(0.7), { state: underWay({}) });
    expect(first.state.cases).toMatchObject([{ kind: 'threat' }]);
  });
});

describe('a question of its own', () => {
  test('that names a side of a service gets that side, and is what the conversation is about', () => {
    const hours = sayMove('ask', { ...topics('residus.mobles', 0.9), ...aspects('hours') }, {});
    expect(textsOf(hours)).toEqual(['hours of residus.mobles ca']);
    expect(hours.state.dialogue.focus.map(({ entry }) => entry)).toEqual(['residus.mobles', 'padro.alta']);
  });

  test('that is less than sure shows beside its answer what else may have been meant', () => {
    const both = [
      { entry: 'residus.mobles', confidence: (thresholds.answer + thresholds.sure) / 2 },
      { entry: 'social.delicat', confidence: thresholds.answer / 2 },
      { entry: 'padro.certificat', confidence: thresholds.answer / 3 },
    ];
    const unsure = sayMove('ask', { topics: both }, {});
    expect(textsOf(unsure)).toEqual(['residus.mobles ca\n\nbeside ca']);
    // What would hurt anybody who did not ask for it is not offered on a guess.
    expect(unsure.state.offered).toEqual(['entry:padro.certificat']);
    expect(unsure.state.dialogue.last).toEqual({ did: 'answered', others: ['padro.certificat'] });
  });
});

describe('asking for more', () => {
  test('after a part gets the whole', () => {
    for (const aspect of ['cost', 'exceptions'] as const) {
      const state = underWay({ dialogue: inFocus('padro.alta', { aspect }) });
      expect(textsOf(sayMove('more', {}, { state }))).toEqual([wholePadro]);
    }
  });

  test('after the whole gets the page with the details, or the whole again where there is no page', () => {
    const more = sayMove('more', {}, {});
    expect(textsOf(more)).toEqual(['moreAt ca title of padro.alta ca Seu https://seu.example']);
    expect(more.state.offered).toEqual(['entry:padro.certificat', 'command:person']);
    const state = underWay({ dialogue: inFocus('residus.mobles') });
    expect(textsOf(sayMove('more', {}, { state }))).toEqual(['residus.mobles ca']);
  });
});

describe('plainer words', () => {
  test('are those that somebody wrote, or the beginning of the answer; the second time there are none', () => {
    const plain = sayMove('simpler', {}, {});
    expect(textsOf(plain)).toEqual(['plain padro.alta ca']);
    expect(plain.state.offered).toEqual(['entry:padro.alta', 'command:person']);
    const again = sayMove('simpler', {}, { state: plain.state, revision: 8 });
    expect(textsOf(again)).toEqual(['nothingSimpler ca']);
    expect(again.state.offered).toEqual(['command:person']);
    const state = underWay({ dialogue: inFocus('tributs.ibi') });
    expect(textsOf(sayMove('simpler', {}, { state }))).toEqual(['Comença.']);
  });

  test('of nothing are none: the message is read as it stands', () => {
    expect(textsOf(sayMove('simpler', {}, { state: underWay({}) }))).toEqual(['unanswered ca']);
  });
});

test('repeating says the same again: the part, or the whole', () => {
  expect(textsOf(sayMove('repeat', {}, {}))).toEqual([wholePadro]);
  const part = underWay({ dialogue: inFocus('padro.alta', { aspect: 'cost' }) });
  expect(textsOf(sayMove('repeat', {}, { state: part }))).toEqual(['cost of padro.alta ca']);
});

describe('yes', () => {
  test('to a person, which is asked from the second question without an answer on, passes it on', () => {
    const first = sayMove('ask', {}, { state: underWay({}) });
    const early = sayMove('yes', {}, { state: first.state, revision: 8 });
    expect([textsOf(early), early.state.cases, early.state.offered]).toEqual([
      ['whichOne ca'],
      [],
      ['command:person', 'command:help'],
    ]);
    const second = sayMove('ask', {}, { state: first.state, revision: 8 });
    expect([textsOf(second), second.state.cases]).toEqual([['unansweredAgain ca'], []]);
    const yes = sayMove('yes', {}, { state: second.state, revision: 9 });
    expect(yes.state.cases).toMatchObject([{ kind: 'person' }]);
  });

  test('to the one thing on offer gets it', () => {
    const state = { ...answeredState, offered: ['entry:residus.mobles'] };
    expect(textsOf(sayMove('yes', {}, { state }))).toEqual(['residus.mobles ca']);
  });

  test('to one of several asks which one, and offers them again', () => {
    const dialogue: DialogueState = { focus: [], last: { did: 'clarified', others: [] } };
    const state = underWay({ dialogue, offered: ['entry:padro.alta', 'entry:residus.mobles', 'none'] });
    const yes = sayMove('yes', {}, { state });
    expect(textsOf(yes)).toEqual(['whichOne ca']);
    expect(yes.state.offered).toEqual(state.offered);
  });

  test('to nothing is noted where it says no more, and read as it stands where it does', () => {
    const shape = { ...understood('', {}).shape, words: 2 };
    const yes = sayMove('yes', { shape }, {});
    expect([textsOf(yes), yes.state.cases]).toEqual([['noted ca'], []]);
    expect(textsOf(sayMove('yes', { shape: { ...shape, words: 9 } }, {}))).toEqual(['unanswered ca']);
  });
});

describe('no', () => {
  test('to all readings is a question without an answer', () => {
    const dialogue: DialogueState = { focus: [], last: { did: 'clarified', others: ['padro.alta'] } };
    const no = sayMove('no', {}, { state: underWay({ dialogue, offered: ['entry:padro.alta', 'none'] }) });
    expect(textsOf(no)).toEqual(['noneOfThese ca\n\naskOffice ca']);
    expect(no.events).toContainEqual({ type: 'question.unanswered', reason: 'none-of-these', knowledge: 'v1' });
  });

  test('to anything else is noted, is no unanswered question and opens no case', () => {
    const no = sayMove('no', {}, {});
    expect(textsOf(no)).toEqual(['noted ca']);
    expect(eventsOf(no)).not.toContain('question.unanswered');
    expect(no.state.cases).toEqual([]);
  });
});

describe('asking how a case is going', () => {
  const lamp = turnOf('el fanal no funciona', { knowledge: talkTown });

  test('tells its state, opens none, and notifies nobody', () => {
    const status = sayMove('status', {}, { state: lamp.state, revision: 8 });
    expect(textsOf(status)).toEqual([
      expect.stringMatching(/^caseOpened ca OIAC ca C4SE-0007\n\ncaseBothDeadlines ca /),
    ]);
    expect(status.events).toContainEqual({ type: 'case.asked', case: 'C4SE-0007', by: null });
    expect(status.state.cases).toHaveLength(1);
    expect(notificationsOf(status)).toEqual([]);
  });

  test('says so where there is none', () => {
    const status = sayMove('status', {}, {});
    expect(textsOf(status)).toEqual(['noCase ca']);
    expect(status.state.cases).toEqual([]);
  });

  test('tells nothing of it in public', () => {
    const status = sayMove('status', {}, { state: lamp.state, revision: 8, surface: 'public', person: 'p-1' });
    expect(JSON.stringify(status.outbound)).not.toContain('C4SE-0007');
  });
});

describe('a report', () => {
  const kind = (confidence: number) =>
    ({ kind: 'incident', confidence, ranked: [{ kind: 'incident', confidence }], rule: null }) as const;
  const shape = { ...understood('', {}).shape, places: true };

  test('that names no place is asked for it, and one that names one is not', () => {
    expect(textsOf(sayMove('report', { kind: kind(0.9) }, {}))[0]).toMatch(/^receipt C4SE-0007 .*\n\naskPlace ca$/s);
    expect(textsOf(sayMove('report', { kind: kind(0.9), shape }, {}))[0]).not.toContain('askPlace');
  });

  test('is told by the conversation where its kind alone is not sure', () => {
    expect(sayMove('report', { kind: kind(0.4), shape }, {}).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(sayMove('ask', { kind: kind(0.4), shape }, {}).state.cases).toEqual([]);
  });

  test('that plainly tells of something broken is a matter, though an entry explains what to do', () => {
    const answeredState = { kind: kind(0.95), shape, ...topics('residus.mobles', 0.95) };
    const acts = [{ act: 'report', confidence: 0.9 }] as const;
    const mayReport = { knowledge: talkTown };
    expect(sayMove('ask', { ...answeredState, acts }, mayReport).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(sayMove('ask', { ...answeredState, acts: [] }, mayReport).state.cases).toEqual([]);
    const asking = { ...answeredState, acts, shape: { ...shape, asks: true } };
    expect(sayMove('ask', asking, mayReport).state.cases).toEqual([]);
  });

  test('is none where the conversation makes that all but impossible', () => {
    const said = { kind: kind(0.95), shape, acts: [{ act: 'report', confidence: 0.9 }] } as const;
    expect(sayMove('ask', said, { knowledge: talkTown }).state.cases).toHaveLength(1);
    expect(sayMove('ask', said, {}).state.cases).toEqual([]);
  });

  test('goes on with what is said next', () => {
    const reported = sayMove('report', { kind: kind(0.9) }, {});
    const place = sayMove('add', { shape }, { state: reported.state, revision: 8 });
    expect(textsOf(place)).toEqual(['caseAdded ca C4SE-0007 OIAC ca']);
    expect(place.events).toContainEqual({ type: 'case.added', case: 'C4SE-0007', by: null });
    expect(place.state.cases).toHaveLength(1);
    for (const move of ['yes', 'no'] as const) {
      const more = sayMove(move, { shape: { ...shape, words: 6 } }, { state: reported.state, revision: 8 });
      expect([more.state.cases.length, eventsOf(more).includes('case.added')]).toEqual([1, true]);
    }
    const thanked = turnOf('👍', { knowledge: talkTown, state: reported.state, revision: 8 });
    expect(eventsOf(thanked)).not.toContain('case.added');
    const later = sayMove('add', { shape }, { state: thanked.state, revision: 9 });
    expect(later.state.cases).toHaveLength(1);
  });
});

describe('what is not the council’s business', () => {
  test('is pointed elsewhere, and opens no case', () => {
    const outside = sayMove('outside', {}, {});
    expect(textsOf(outside)).toEqual(['elsewhere-reply ca']);
    expect([outside.state.cases, outside.state.offered]).toEqual([[], ['command:person', 'command:help']]);
  });

  test('is answered all the same where an entry surely does', () => {
    expect(textsOf(sayMove('outside', topics('residus.mobles', 0.95), {}))).toEqual(['residus.mobles ca']);
  });

  test('is what happens in another town, unless an entry is about it', () => {
    const other = sayMove('ask', { ...topics('residus.mobles', thresholds.clarify + 0.05), elsewhere: true }, {});
    expect(textsOf(other)).toEqual(['otherTown ca']);
    expect(other.events).toContainEqual({ type: 'question.unanswered', reason: 'other-town', knowledge: 'v1' });
    const sure = sayMove('ask', { ...topics('residus.mobles', 0.95), elsewhere: true }, {});
    expect(textsOf(sure)).toEqual(['residus.mobles ca']);
  });
});

test('in an unknown move nothing is resolved: the message speaks for itself', () => {
  const asked = sayMove('ask', aspects('cost'), { knowledge: { ...talkTown, moves: null } });
  expect(eventsOf(asked)).not.toContain('message.resolved');
  expect(textsOf(asked)).toEqual(['unanswered ca']);
});

test('what is in focus and is not there any more is read as if nothing were', () => {
  const knowledge = { ...createKnowledge({ ...town, entries: [entryWith({ id: 'x.y' })] }), moves: always('follow') };
  expect(textsOf(sayMove('follow', aspects('cost'), { knowledge }))).toEqual(['unanswered ca']);
});
