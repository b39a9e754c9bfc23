import { describe, expect, test } from '@jest/globals';
import { hardHalf } from '../../bench/support/hardHalf.ts';
import { outcomeOf } from '../../bench/support/questionEvaluation.ts';
import { holds, rowOfTarget } from '../../bench/support/report.ts';
import { judgeShipped } from '../../bench/support/shippedEvaluation.ts';
import { shippedQuestions } from '../../src/content/gate/gateQuestion.ts';
import { newDialogue } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';

const answered = (entry: string): Event => ({ type: 'question.answered', entry, knowledge: 'k', locale: 'ca' });
const noState = { offered: [], dialogue: newDialogue };
const noTopics = { topics: [] };

describe('the outcome of a question', () => {
  test('names what was answered, and what else may have been meant', () => {
    const dialogue = { ...newDialogue, last: { did: 'answered', others: ['padro.baixa'] } } as const;
    const offered = ['entry:padro.baixa', 'entry:padro.asked-next'];
    const outcome = outcomeOf([answered('padro.alta')], { offered, dialogue }, noTopics);
    expect(outcome).toMatchObject({
      answered: ['padro.alta'],
      offered: ['padro.baixa'],
      menu: false,
      unanswered: null,
    });
  });

  test('counts what is on offer where nothing was answered', () => {
    const opened = { type: 'protocol.applied', rule: 'r', protocol: 'p', actions: [] } as const;
    const state = { ...noState, offered: ['entry:padro.alta', 'command:person'] };
    expect(outcomeOf([opened], state, noTopics)).toMatchObject({ answered: [], offered: ['padro.alta'] });
  });

  test('of a menu holds its choices, once each', () => {
    const menu: Event = { type: 'question.clarified', entries: ['a.b', 'c.d'], knowledge: 'k' };
    const outcome = outcomeOf([menu], { ...noState, offered: ['entry:a.b', 'entry:c.d', 'none'] }, noTopics);
    expect(outcome).toMatchObject({ menu: true, offered: ['a.b', 'c.d'] });
  });

  test('says why nothing was answered, unless something was', () => {
    const unanswered: Event = { type: 'question.unanswered', reason: 'no-fact', knowledge: 'k' };
    expect(outcomeOf([unanswered], noState, noTopics).unanswered).toBe('no-fact');
    expect(outcomeOf([unanswered, answered('a.b')], noState, noTopics).unanswered).toBeNull();
  });
});

describe('the hard half', () => {
  const wordings = new Map([
    ['a', ['how do I register', 'register at the town hall']],
    ['b', ['pay a fine', 'how do I pay']],
  ]);
  const question = (entry: string, text: string) => ({ entry, text });

  test('is what shares fewest words with any wording of its entry', () => {
    const easy = [question('a', 'How do I register?'), question('b', 'pay my fine')];
    const hard = [question('a', 'new flat, whom do I tell'), question('b', 'ticket on the windscreen')];
    expect([...hardHalf([...easy, ...hard], wordings)]).toEqual(expect.arrayContaining(hard));
    expect(hardHalf([...easy, ...hard], wordings).size).toBe(2);
  });

  test('looks at the wordings of the right entry alone', () => {
    const taken = question('a', 'pay a fine');
    expect([...hardHalf([taken, question('b', 'pay a fine')], wordings)]).toEqual([taken]);
  });

  test('takes the first of those that are as hard, and fewer where the number is odd', () => {
    const strange = [question('a', 'xyz'), question('b', 'zyx'), question('c', 'no entry'), question('a', '')];
    expect([...hardHalf(strange, wordings)]).toEqual(strange.slice(0, 2));
    expect(hardHalf(strange.slice(0, 3), wordings).size).toBe(1);
  });
});

describe('a target', () => {
  test.each([
    ['a share that is reached', { name: 'x', share: 0.72, least: 0.72 }, true],
    ['a share that is too low', { name: 'x', share: 0.7199, least: 0.72 }, false],
    ['a share that is too high', { name: 'x', share: 0.021, most: 0.02 }, false],
    ['a number within its limit', { name: 'x', count: 0, most: 0 }, true],
    ['a number above its limit', { name: 'x', count: 1, most: 0 }, false],
  ])('holds, or does not: %s', (_, target, expected) => {
    expect(holds(target)).toBe(expected);
  });

  test('is shown as a share or as a number', () => {
    expect(rowOfTarget('p', { name: 'x', share: 0.5, most: 0.02 })).toMatchObject({
      wanted: '≤ 2.0 %',
      found: '50.0 %',
    });
    expect(rowOfTarget('p', { name: 'x', count: 3, most: 0 })).toMatchObject({
      wanted: '≤ 0',
      found: '3',
      holds: 'NO',
    });
  });
});

describe('what somebody who asks a question that ships gets', () => {
  const nothing = {
    ...{ answers: [], menu: [], beside: [], unanswered: null, flow: null, rule: null, opensCase: false, danger: null },
  };
  const answers = [{ entry: 'padro.baixa', aspect: null, exception: null }];
  const [question] = shippedQuestions(
    { questions: [{ ask: 'com m’empadrono?', locale: 'ca', expect: 'padro.alta' }] },
    new Set(['padro.alta']),
  ).questions;
  const [other] = shippedQuestions(
    { questions: [{ ask: 'qui ha guanyat?', locale: 'ca', expect: 'none' }] },
    new Set(),
  ).questions;

  test.each([
    ['right', question, { answers: [{ entry: 'padro.alta', aspect: null, exception: null }] }],
    ['offered', question, { menu: ['padro.baixa', 'padro.alta'] }],
    ['offered', question, { answers, beside: ['padro.alta'] }],
    ['wrong', question, { answers }],
    ['wrong', question, { menu: ['padro.baixa', 'padro.certificat'] }],
    ['form', question, { flow: 'street-incident' }],
    ['silent', question, { unanswered: 'unknown' }],
    ['right', other, { unanswered: 'unknown' }],
    ['wrong', other, { flow: 'street-incident' }],
    ['wrong', other, { menu: ['padro.baixa', 'padro.certificat'] }],
  ] as const)('is %s', (verdict, asked, outcome) => {
    if (asked === undefined) throw new Error('there is one');
    expect(judgeShipped(asked, { ...nothing, ...outcome })).toBe(verdict);
  });
});
