import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Expectation, GateQuestion } from '../../../src/content/gate/gateQuestion.ts';
import { isSameOutcome, type QuestionOutcome } from '../../../src/content/gate/outcome.ts';
import { judgeQuestion } from '../../../src/content/gate/verdict.ts';

const nothing: QuestionOutcome = {
  answers: [],
  menu: [],
  beside: [],
  unanswered: 'unknown',
  flow: null,
  rule: null,
  opensCase: false,
  danger: null,
};
const answered = (...entries: readonly string[]): QuestionOutcome => ({
  ...nothing,
  unanswered: null,
  answers: entries.map((entry) => ({ entry, aspect: null, exception: null })),
});
const menu = (...entries: readonly string[]): QuestionOutcome => ({ ...nothing, unanswered: null, menu: entries });
const passedOn: QuestionOutcome = { ...nothing, unanswered: null, rule: 'incident', opensCase: true };
const begun: QuestionOutcome = { ...nothing, unanswered: null, flow: 'street-incident' };
const costOf = (entry: string): QuestionOutcome => ({
  ...answered(entry),
  answers: [{ entry, aspect: 'cost', exception: null }],
});

const asked = (expected: Expectation | null, source: GateQuestion['source']): GateQuestion => ({
  source,
  locale: 'ca',
  turns: [{ text: 'q', expect: expected }],
  shown: 'q',
  times: 1,
  context: null,
});
const mustBe = (entry: string | null, more: Partial<Expectation> = {}): Expectation => ({
  entry,
  aspect: null,
  offered: false,
  ...more,
});
const judge = (before: QuestionOutcome, after: QuestionOutcome, expected: Expectation | null = null) =>
  judgeQuestion(asked(expected, expected === null ? 'past' : 'pinned'), [{ before, after }]);

describe('a question of which nobody has said what is right', () => {
  test.each([
    ['is answered where it was not', nothing, answered('a'), 'better'],
    ['is answered from what was offered', menu('a', 'b'), answered('b'), 'better'],
    ['is answered from something else than was offered', menu('a', 'b'), answered('c'), 'look'],
    ['is asked about instead of answered', answered('a'), menu('a', 'b'), 'worse'],
    ['is not answered any more', answered('a'), nothing, 'worse'],
    ['is not even asked about', menu('a', 'b'), nothing, 'worse'],
    ['is answered from another entry', answered('a'), answered('b'), 'look'],
    ['is answered about one side of it', answered('a'), costOf('a'), 'look'],
    ['is asked about where nothing was known', nothing, menu('a', 'b'), 'look'],
    ['opens a case', answered('a'), passedOn, 'look'],
    ['opens no case any more', passedOn, answered('a'), 'look'],
    ['begins a flow', answered('a'), begun, 'look'],
    ['shows the same choices in another order', menu('a', 'b'), menu('b', 'a'), 'same'],
    ['shows something else beside the same answer', answered('a'), { ...answered('a'), beside: ['b'] }, 'same'],
  ])('%s', (_, before, after, verdict) => {
    expect(judge(before, after)).toEqual({ verdict, blocking: false, failing: false, turn: 0 });
  });
});

describe('a pinned question', () => {
  test.each([
    ['that falls blocks', answered('a'), menu('a', 'b'), mustBe('a'), 'worse', true, true],
    ['that is right at last', nothing, answered('a'), mustBe('a'), 'better', false, false],
    ['that stays right in another way', costOf('a'), answered('a'), mustBe('a'), 'same', false, false],
    ['that stays wrong is told and does not block', nothing, nothing, mustBe('a'), 'same', false, true],
    ['that stays wrong in another way', answered('b'), answered('c'), mustBe('a'), 'look', false, true],
    ['that may be offered', answered('a'), menu('b', 'a'), mustBe('a', { offered: true }), 'same', false, false],
    ['about one side of it', costOf('a'), answered('a'), mustBe('a', { aspect: 'cost' }), 'worse', true, true],
    ['that is nobody’s business', nothing, menu('a', 'b'), mustBe(null), 'worse', true, true],
    ['that is nobody’s business, and is passed on', nothing, passedOn, mustBe(null), 'same', false, false],
    ['that begins a flow', begun, nothing, mustBe('flow.street-incident'), 'worse', true, true],
  ])('%s', (_, before, after, expected, verdict, blocking, failing) => {
    expect(judge(before, after, expected)).toEqual({ verdict, blocking, failing, turn: 0 });
  });
});

test('a dialogue is judged by its gravest turn, and by what every turn expects', () => {
  const dialogue: GateQuestion = {
    ...asked(null, 'pinned'),
    turns: [mustBe('a'), null, mustBe('b')].map((expected, index) => ({ text: `q${index}`, expect: expected })),
  };
  const turns = [
    { before: answered('a'), after: answered('a') },
    { before: nothing, after: answered('c') },
    { before: answered('b'), after: nothing },
  ];
  expect(judgeQuestion(dialogue, turns)).toEqual({ verdict: 'worse', blocking: true, failing: true, turn: 2 });
  expect(judgeQuestion(dialogue, turns.slice(0, 2))).toEqual({
    verdict: 'better',
    blocking: false,
    failing: false,
    turn: 1,
  });
});

const entry = fc.constantFrom('a', 'b', 'c');
test('a pinned turn of a flow falls where it asks for something else, or opens no case', () => {
  const asking: QuestionOutcome = { ...nothing, unanswered: null, asks: 'what' };
  const mustAsk: Expectation = { aspect: null, offered: false, asks: 'what' };
  expect(judge(asking, asking, mustAsk)).toMatchObject({ verdict: 'same', blocking: false });
  expect(judge(asking, { ...asking, asks: 'day' }, mustAsk)).toMatchObject({ verdict: 'worse', blocking: true });
  const mustOpen: Expectation = { aspect: null, offered: false, opensCase: true };
  expect(judge(passedOn, { ...passedOn, opensCase: false }, mustOpen)).toMatchObject({ blocking: true });
  expect(judge(asking, passedOn, mustOpen)).toMatchObject({ verdict: 'better', failing: false });
});

const outcome: fc.Arbitrary<QuestionOutcome> = fc.record({
  answers: fc.array(
    fc.record({
      entry,
      aspect: fc.constantFrom(null, 'cost' as const),
      exception: fc.constantFrom(null, 'no-contract'),
    }),
    { maxLength: 2 },
  ),
  menu: fc.uniqueArray(entry, { maxLength: 3 }),
  beside: fc.uniqueArray(entry, { maxLength: 2 }),
  unanswered: fc.constantFrom(null, 'unknown' as const, 'no-fact' as const),
  flow: fc.constantFrom(null, 'street-incident'),
  rule: fc.constantFrom(null, 'incident'),
  opensCase: fc.boolean(),
  danger: fc.constantFrom(null, 'fire'),
});
const expectation = fc.record({
  entry: fc.constantFrom(null, 'a', 'b'),
  aspect: fc.constantFrom(null, 'cost' as const),
  offered: fc.boolean(),
});

describe('whatever comes of a question', () => {
  test('what stays as it is changes nothing and blocks nothing', () => {
    fc.assert(
      fc.property(outcome, fc.option(expectation), (one, expected) => {
        expect(judge(one, one, expected)).toMatchObject({ verdict: 'same', blocking: false });
      }),
    );
  });

  test('what blocks one way is better the other way, and never blocks both ways', () => {
    fc.assert(
      fc.property(outcome, outcome, expectation, (before, after, expected) => {
        const there = judge(before, after, expected);
        const back = judge(after, before, expected);
        expect(there.blocking).toBe(there.verdict === 'worse');
        expect(back.verdict === 'better').toBe(there.verdict === 'worse');
        expect(there.blocking && back.blocking).toBe(false);
      }),
    );
  });

  test('what is told is told only where something differs', () => {
    fc.assert(
      fc.property(outcome, outcome, (before, after) => {
        expect(judge(before, after).verdict === 'same').toBe(isSameOutcome(before, after));
      }),
    );
  });
});
