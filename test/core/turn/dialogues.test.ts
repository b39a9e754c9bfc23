import { describe, expect, test } from '@jest/globals';
import { shippedThresholds } from '../../../src/core/dialogue/thresholds.ts';
import type { DialogueState } from '../../../src/core/model/conversation.ts';
import type { Move, Part, Understanding } from '../../../src/core/model/understanding.ts';
import type { TurnInput } from '../../../src/core/turn/draft.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { eventsOf, notificationsOf, textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const thresholds = shippedThresholds.topics.meaning;
const inFocus = (entry: string, changes: Partial<DialogueState['focus'][number]> = {}): DialogueState => ({
  focus: [{ entry, aspect: null, ...changes }],
  last: { did: 'answered', others: [] },
});
/** The person was just told all about the register of inhabitants. */
const told = underWay({ dialogue: inFocus('padro.alta') });
const answered = told.dialogue.last;

/** A message that makes a move, and is understood as given. */
function say(move: Move, read: Partial<Understanding>, changes: Partial<TurnInput>) {
  const text = 'words that mean nothing by themselves';
  const knowledge = { ...talkTown, moves: always(move) };
  return turnOf(text, { knowledge, understanding: understood(text, read), state: told, ...changes });
}

const aspects = (aspect: Part['aspects'][number]['aspect'], confidence = 0.8) => ({
  aspects: [{ aspect, confidence }],
});
const topics = (entry: string, confidence = 0.9) => ({ topics: [{ entry, confidence }] });
const source = 'source ca Seu https://seu.example 24/11/2026';
const wholePadro = `padro.alta ca\n\n${source}`;

describe('asking on', () => {
  test('about a side of what is in focus gets that side, and the way to the whole', () => {
    const cost = say('follow', aspects('cost'), {});
    expect(textsOf(cost)).toEqual(['cost of padro.alta ca']);
    expect(cost.state.offered).toEqual(['entry:padro.alta']);
    expect(cost.state.dialogue).toEqual({ focus: [{ entry: 'padro.alta', aspect: 'cost' }], last: answered });
    expect(cost.events).toContainEqual({ type: 'message.resolved', move: 'follow', confidence: 0.999 });
    expect(cost.events).toContainEqual({
      ...{ type: 'question.answered', entry: 'padro.alta', aspect: 'cost', knowledge: 'v1', locale: 'ca' },
    });
  });

  test('about a special case of it gets that case', () => {
    const exceptions = [{ entry: 'padro.alta', exception: 'no-contract', likeness: 0.8 }];
    const special = say('follow', { exceptions }, {});
    expect(textsOf(special)).toEqual(['without contract ca']);
    expect(special.state.dialogue.focus).toEqual([{ entry: 'padro.alta', aspect: 'exceptions' }]);
    expect(special.events).toContainEqual(
      expect.objectContaining({ type: 'question.answered', entry: 'padro.alta', exception: 'no-contract' }),
    );
  });

  test('is about what is in focus alone: the special case of another service is none of it', () => {
    const exceptions = [{ entry: 'residus.mobles', exception: 'no-contract', likeness: 0.9 }];
    expect(textsOf(say('follow', { exceptions, ...aspects('cost') }, {}))).toEqual(['cost of padro.alta ca']);
  });

  test('about a side that nobody wrote down says so, and where to ask; no case is opened', () => {
    const unknown = say('follow', aspects('deadline'), {});
    expect(textsOf(unknown)).toEqual([
      'aspectUnknown ca title of padro.alta ca contact of padro.alta ca aspect-deadline ca',
    ]);
    expect(unknown.state.offered).toEqual(['entry:padro.alta', 'command:person']);
    expect(unknown.events).toContainEqual({ type: 'question.unanswered', reason: 'no-fact', knowledge: 'v1' });
    expect(unknown.state.dialogue.last).toEqual({ did: 'left-unanswered' });
    expect([unknown.state.cases, notificationsOf(unknown)]).toEqual([[], []]);
    const mobles = underWay({ dialogue: inFocus('residus.mobles') });
    expect(textsOf(say('follow', aspects('deadline'), { state: mobles }))).toEqual([
      'aspectUnknown ca title of residus.mobles ca askOffice ca aspect-deadline ca',
    ]);
    expect(textsOf(say('follow', {}, { state: mobles }))).toEqual([
      'detailUnknown ca title of residus.mobles ca askOffice ca',
    ]);
  });

  test('about such a side before the whole was told gets the whole, which may hold it', () => {
    const state = underWay({ dialogue: inFocus('padro.alta', { aspect: 'cost' }) });
    const unknown = say('follow', aspects('deadline'), { state });
    expect(textsOf(unknown)).toEqual([`detailUnknownBefore ca\n\n${wholePadro}`]);
    expect(unknown.state.dialogue).toEqual({ focus: [{ entry: 'padro.alta', aspect: null }], last: answered });
  });

  test('where nothing is in focus is read as it stands', () => {
    const read = { ...topics('residus.mobles', 0.9), ...aspects('hours') };
    expect(textsOf(say('follow', read, { state: underWay({}) }))).toEqual(['hours of residus.mobles ca']);
    expect(textsOf(say('follow', aspects('hours'), { state: underWay({}) }))).toEqual(['unanswered ca']);
  });

  test('gives way to what a rule tells of the message', () => {
    const kind = {
      kind: 'threat',
      confidence: 0.99,
      ranked: [{ kind: 'threat', confidence: 0.99 }],
      rule: { id: 'threat.kill', kind: 'threat', evidence: { start: 0, end: 1 } },
    } as const;
    const threat = say('follow', { ...aspects('cost'), kind }, {});
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
    const hours = say('follow', { ...topics('residus.mobles', 0.2), ...aspects('hours') }, { state });
    expect(textsOf(hours)).toEqual(['hours of residus.mobles ca']);
    expect(hours.state.dialogue.focus.map(({ entry }) => entry)).toEqual(['residus.mobles', 'padro.alta']);
  });

  test('leaves it where the text names another service clearly', () => {
    const other = say('follow', { ...topics('padro.certificat', 0.95), ...aspects('cost') }, { state });
    expect(textsOf(other)).toEqual(['padro.certificat ca']);
    expect(other.events).toContainEqual(expect.objectContaining({ type: 'message.resolved', move: 'ask' }));
  });

  test('counts also where the text alone would be nobody’s business', () => {
    const acts = [{ act: 'outside', confidence: 0.8 }] as const;
    expect(textsOf(say('follow', { acts, ...aspects('cost') }, { state }))).toEqual(['cost of padro.alta ca']);
  });
});

describe('a question of its own', () => {
  test('that names a side of a service gets that side, and is what the conversation is about', () => {
    const hours = say('ask', { ...topics('residus.mobles', 0.9), ...aspects('hours') }, {});
    expect(textsOf(hours)).toEqual(['hours of residus.mobles ca']);
    expect(hours.state.dialogue.focus.map(({ entry }) => entry)).toEqual(['residus.mobles', 'padro.alta']);
  });

  test('that is less than sure shows beside its answer what else may have been meant', () => {
    const both = [
      { entry: 'residus.mobles', confidence: (thresholds.answer + thresholds.sure) / 2 },
      { entry: 'social.delicat', confidence: thresholds.answer / 2 },
      { entry: 'padro.certificat', confidence: thresholds.answer / 3 },
    ];
    const unsure = say('ask', { topics: both }, {});
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
      expect(textsOf(say('more', {}, { state }))).toEqual([wholePadro]);
    }
  });

  test('after the whole gets the page with the details, or the whole again where there is no page', () => {
    const more = say('more', {}, {});
    expect(textsOf(more)).toEqual(['moreAt ca title of padro.alta ca Seu https://seu.example']);
    expect(more.state.offered).toEqual(['entry:padro.certificat', 'command:person']);
    const state = underWay({ dialogue: inFocus('residus.mobles') });
    expect(textsOf(say('more', {}, { state }))).toEqual(['residus.mobles ca']);
  });
});

describe('plainer words', () => {
  test('are those that somebody wrote, or the beginning of the answer; the second time there are none', () => {
    const plain = say('simpler', {}, {});
    expect(textsOf(plain)).toEqual(['plain padro.alta ca']);
    expect(plain.state.offered).toEqual(['entry:padro.alta', 'command:person']);
    const again = say('simpler', {}, { state: plain.state, revision: 8 });
    expect(textsOf(again)).toEqual(['nothingSimpler ca']);
    expect(again.state.offered).toEqual(['command:person']);
    const state = underWay({ dialogue: inFocus('tributs.ibi') });
    expect(textsOf(say('simpler', {}, { state }))).toEqual(['Comença.']);
  });

  test('of nothing are none: the message is read as it stands', () => {
    expect(textsOf(say('simpler', {}, { state: underWay({}) }))).toEqual(['unanswered ca']);
  });
});

test('repeating says the same again: the part, or the whole', () => {
  expect(textsOf(say('repeat', {}, {}))).toEqual([wholePadro]);
  const part = underWay({ dialogue: inFocus('padro.alta', { aspect: 'cost' }) });
  expect(textsOf(say('repeat', {}, { state: part }))).toEqual(['cost of padro.alta ca']);
});

describe('yes', () => {
  test('to a person, which is asked from the second question without an answer on, passes it on', () => {
    const first = say('ask', {}, { state: underWay({}) });
    const early = say('yes', {}, { state: first.state, revision: 8 });
    expect([textsOf(early), early.state.cases, early.state.offered]).toEqual([
      ['whichOne ca'],
      [],
      ['command:person', 'command:help'],
    ]);
    const second = say('ask', {}, { state: first.state, revision: 8 });
    expect([textsOf(second), second.state.cases]).toEqual([['unansweredAgain ca'], []]);
    const yes = say('yes', {}, { state: second.state, revision: 9 });
    expect(yes.state.cases).toMatchObject([{ kind: 'person' }]);
  });

  test('to the one thing on offer gets it', () => {
    const state = { ...told, offered: ['entry:residus.mobles'] };
    expect(textsOf(say('yes', {}, { state }))).toEqual(['residus.mobles ca']);
  });

  test('to one of several asks which one, and offers them again', () => {
    const dialogue: DialogueState = { focus: [], last: { did: 'clarified', others: [] } };
    const state = underWay({ dialogue, offered: ['entry:padro.alta', 'entry:residus.mobles', 'none'] });
    const yes = say('yes', {}, { state });
    expect(textsOf(yes)).toEqual(['whichOne ca']);
    expect(yes.state.offered).toEqual(state.offered);
  });

  test('to nothing is noted where it says no more, and read as it stands where it does', () => {
    const shape = { ...understood('', {}).shape, words: 2 };
    const yes = say('yes', { shape }, {});
    expect([textsOf(yes), yes.state.cases]).toEqual([['noted ca'], []]);
    expect(textsOf(say('yes', { shape: { ...shape, words: 9 } }, {}))).toEqual(['unanswered ca']);
  });
});

describe('no', () => {
  test('to all readings is a question without an answer', () => {
    const dialogue: DialogueState = { focus: [], last: { did: 'clarified', others: ['padro.alta'] } };
    const no = say('no', {}, { state: underWay({ dialogue, offered: ['entry:padro.alta', 'none'] }) });
    expect(textsOf(no)).toEqual(['noneOfThese ca\n\naskOffice ca']);
    expect(no.events).toContainEqual({ type: 'question.unanswered', reason: 'none-of-these', knowledge: 'v1' });
  });

  test('to anything else is noted, is no unanswered question and opens no case', () => {
    const no = say('no', {}, {});
    expect(textsOf(no)).toEqual(['noted ca']);
    expect(eventsOf(no)).not.toContain('question.unanswered');
    expect(no.state.cases).toEqual([]);
  });
});

describe('two questions in one message', () => {
  test('get two answers; the second may be about the first', () => {
    const questions = [
      { ...topics('residus.mobles', 0.9), aspects: [] },
      { topics: [], ...aspects('hours') },
    ];
    const both = say('two', { questions }, { state: underWay({}) });
    expect(textsOf(both)).toEqual(['residus.mobles ca', 'hours of residus.mobles ca']);
    expect(eventsOf(both).filter((type) => type === 'question.answered')).toHaveLength(2);
  });

  test('of which one alone is clear get the answer to that one', () => {
    const unclear = { topics: [], aspects: [] };
    const questions = [unclear, { ...topics('residus.mobles', 0.9), aspects: [] }];
    const one = say('two', { questions, ...topics('padro.certificat', 0.9) }, { state: underWay({}) });
    expect(textsOf(one)).toEqual(['residus.mobles ca']);
    const none = say(
      'two',
      { questions: [unclear, unclear], ...topics('padro.certificat', 0.9) },
      { state: underWay({}) },
    );
    expect(textsOf(none)).toEqual(['padro.certificat ca']);
  });
});

describe('asking how a case is going', () => {
  const lamp = turnOf('el fanal no funciona', { knowledge: talkTown });

  test('tells its state, opens none, and notifies nobody', () => {
    const status = say('status', {}, { state: lamp.state, revision: 8 });
    expect(textsOf(status)).toEqual([
      expect.stringMatching(/^caseOpened ca OIAC ca C4SE-0007\n\ncaseFirstDeadline ca /),
    ]);
    expect(status.events).toContainEqual({ type: 'case.asked', case: 'C4SE-0007', by: null });
    expect(status.state.cases).toHaveLength(1);
    expect(notificationsOf(status)).toEqual([]);
  });

  test('says so where there is none', () => {
    const status = say('status', {}, {});
    expect(textsOf(status)).toEqual(['noCase ca']);
    expect(status.state.cases).toEqual([]);
  });

  test('tells nothing of it in public', () => {
    const status = say('status', {}, { state: lamp.state, revision: 8, surface: 'public', person: 'p-1' });
    expect(JSON.stringify(status.outbound)).not.toContain('C4SE-0007');
  });
});

describe('a report', () => {
  const kind = (confidence: number) =>
    ({ kind: 'incident', confidence, ranked: [{ kind: 'incident', confidence }], rule: null }) as const;
  const shape = { ...understood('', {}).shape, places: true };

  test('that names no place is asked for it, and one that names one is not', () => {
    expect(textsOf(say('report', { kind: kind(0.9) }, {}))[0]).toMatch(/^receipt C4SE-0007 .*\n\naskPlace ca$/s);
    expect(textsOf(say('report', { kind: kind(0.9), shape }, {}))[0]).not.toContain('askPlace');
  });

  test('is told by the conversation where its kind alone is not sure', () => {
    expect(say('report', { kind: kind(0.4), shape }, {}).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(say('ask', { kind: kind(0.4), shape }, {}).state.cases).toEqual([]);
  });

  test('that plainly tells of something broken is a matter, though an entry explains what to do', () => {
    const told = { kind: kind(0.95), shape, ...topics('residus.mobles', 0.95) };
    const acts = [{ act: 'report', confidence: 0.9 }] as const;
    expect(say('ask', { ...told, acts }, {}).state.cases).toMatchObject([{ kind: 'incident' }]);
    expect(say('ask', { ...told, acts: [] }, {}).state.cases).toEqual([]);
    expect(say('ask', { ...told, acts, shape: { ...shape, asks: true } }, {}).state.cases).toEqual([]);
  });

  test('goes on with what is said next', () => {
    const reported = say('report', { kind: kind(0.9) }, {});
    const place = say('add', { shape }, { state: reported.state, revision: 8 });
    expect(textsOf(place)).toEqual(['caseAdded ca C4SE-0007 OIAC ca']);
    expect(place.events).toContainEqual({ type: 'case.added', case: 'C4SE-0007', by: null });
    expect(place.state.cases).toHaveLength(1);
    for (const move of ['yes', 'no'] as const) {
      const more = say(move, { shape: { ...shape, words: 6 } }, { state: reported.state, revision: 8 });
      expect([more.state.cases.length, eventsOf(more).includes('case.added')]).toEqual([1, true]);
    }
    const thanked = turnOf('👍', { knowledge: talkTown, state: reported.state, revision: 8 });
    expect(eventsOf(thanked)).not.toContain('case.added');
    const later = say('add', { shape }, { state: thanked.state, revision: 9 });
    expect(later.state.cases).toHaveLength(1);
  });
});

describe('what is not the council’s business', () => {
  test('is pointed elsewhere, and opens no case', () => {
    const outside = say('outside', {}, {});
    expect(textsOf(outside)).toEqual(['elsewhere-reply ca']);
    expect([outside.state.cases, outside.state.offered]).toEqual([[], ['command:person', 'command:help']]);
  });

  test('is answered all the same where an entry surely does', () => {
    expect(textsOf(say('outside', topics('residus.mobles', 0.95), {}))).toEqual(['residus.mobles ca']);
  });

  test('is what happens in another town, unless an entry is about it', () => {
    const other = say('ask', { ...topics('residus.mobles', thresholds.clarify + 0.05), elsewhere: true }, {});
    expect(textsOf(other)).toEqual(['otherTown ca']);
    expect(other.events).toContainEqual({ type: 'question.unanswered', reason: 'other-town', knowledge: 'v1' });
    const sure = say('ask', { ...topics('residus.mobles', 0.95), elsewhere: true }, {});
    expect(textsOf(sure)).toEqual(['residus.mobles ca']);
  });
});

test('in an unknown move nothing is resolved: the message speaks for itself', () => {
  const asked = say('ask', aspects('cost'), { knowledge: { ...talkTown, moves: null } });
  expect(eventsOf(asked)).not.toContain('message.resolved');
  expect(textsOf(asked)).toEqual(['unanswered ca']);
});

test('what is in focus and is not there any more is read as if nothing were', () => {
  const knowledge = { ...createKnowledge({ ...town, entries: [entryWith({ id: 'x.y' })] }), moves: always('follow') };
  expect(textsOf(say('follow', aspects('cost'), { knowledge }))).toEqual(['unanswered ca']);
});
