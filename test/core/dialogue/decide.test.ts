import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, type QuestionDecision } from '../../../src/core/dialogue/decide.ts';
import { shippedThresholds } from '../../../src/core/dialogue/thresholds.ts';

const thresholds = shippedThresholds.topics.meaning;

const ranked = (...confidences: readonly number[]) =>
  confidences.map((confidence, index) => ({ entry: `e${index + 1}`, confidence }));

const { answer, sure, alone, clarify, lead, choice, near: least, beside, besideLater, nearest } = thresholds;
/** Worth showing, but less than sure. */
const likely = (answer + sure) / 2;
const near = likely * choice + 0.01;
const far = likely * choice - 0.01;
const bare = { isBareWord: true };

const answered = (isSure: boolean, ...beside: readonly string[]) => ({ kind: 'answer', entry: 'e1', isSure, beside });

describe('a decision', () => {
  test.each([
    ['gives the best entry alone when it is beyond doubt', ranked(alone, 0.1), answered(true)],
    ['shows what else it may be beside a sure answer', ranked(sure, beside), answered(true, 'e2')],
    [
      'gives the best entry with two others beside it when it is less than sure',
      ranked(likely, near + 0.02, near + 0.01, near),
      answered(false, 'e2', 'e3'),
    ],
    ['is sure where all others are far behind', ranked(likely, far, beside), answered(true, 'e2', 'e3')],
    ['shows nothing beside it that is hardly likely', ranked(likely, near, beside - 0.01), answered(false, 'e2')],
    [
      'asks which was meant where two are as likely',
      ranked(likely, likely - lead + 0.01, near),
      { kind: 'clarify', entries: ['e1', 'e2', 'e3'] },
    ],
    ['asks nobody between two of which one is sure', ranked(alone, alone - 0.01), answered(true)],
    [
      'offers what it can only guess',
      ranked(clarify, clarify - 0.01, clarify - 0.02, clarify - 0.03),
      { kind: 'clarify', entries: ['e1', 'e2', 'e3'] },
    ],
    ['gives nothing that is unlikely because it is alone', ranked(clarify), { kind: 'clarify', entries: ['e1'] }],
    ['offers no menu of one', ranked(clarify, least), { kind: 'none', near: ['e1'] }],
    [
      'names the least far below that',
      ranked(clarify - 0.01, nearest, nearest - 0.01),
      { kind: 'none', near: ['e1', 'e2'] },
    ],
    ['has nothing to say where nothing was found', [], { kind: 'none', near: [] }],
  ])('%s', (_, list, decision) => {
    expect(decide(list, thresholds)).toEqual(decision);
  });

  test('takes one word for the name of a field: unless one entry is sure, it offers several', () => {
    expect(decide(ranked(likely, least), thresholds, bare)).toEqual({ kind: 'clarify', entries: ['e1', 'e2'] });
    expect(decide(ranked(sure, beside), thresholds, bare)).toEqual(answered(true, 'e2'));
  });

  test('shows less in the middle of a conversation', () => {
    const later = { isLater: true };
    expect(decide(ranked(sure, besideLater - 0.01), thresholds, later)).toEqual(answered(true));
    expect(decide(ranked(sure, besideLater), thresholds, later)).toEqual(answered(true, 'e2'));
  });

  test('names only what was ranked, the best first, and never the answer again beside it', () => {
    const anyRanked = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 })
      .map((all) => ranked(...all.sort((a, b) => b - a)));
    fc.assert(
      fc.property(anyRanked, (list) => {
        const decision = decide(list, thresholds);
        if (decision.kind === 'none') expect(list[0]?.confidence ?? 0).toBeLessThan(answer);
        const named = namedIn(decision);
        expect(named).toEqual(list.slice(0, named.length).map(({ entry }) => entry));
        expect(named.length).toBeLessThanOrEqual(3);
        if (decision.kind === 'answer' && decision.beside.length > 0) expect(list[0]?.confidence).toBeLessThan(alone);
      }),
    );
  });
});

function namedIn(decision: QuestionDecision): readonly string[] {
  if (decision.kind === 'none') return decision.near;
  return decision.kind === 'answer' ? [decision.entry, ...decision.beside] : decision.entries;
}
