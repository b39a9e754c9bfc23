import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../src/core/dialogue/decide.ts';
import { shippedThresholds } from '../../../src/core/dialogue/thresholds.ts';

const thresholds = shippedThresholds.topics.meaning;

const ranked = (...confidences: readonly number[]) =>
  confidences.map((confidence, index) => ({ entry: `e${index + 1}`, confidence }));

const { answer, sure, clarify, lead, choice } = thresholds;
/** Worth showing, but less than sure. */
const likely = (answer + sure) / 2;
const near = likely * choice + 0.01;
const far = likely * choice - 0.01;

describe('a decision', () => {
  test.each([
    ['gives the best entry alone when it is sure', ranked(sure, 0.1), { kind: 'answer', entry: 'e1', beside: [] }],
    [
      'gives the best entry with two others beside it when it is less than sure',
      ranked(likely, near + 0.02, near + 0.01, near),
      { kind: 'answer', entry: 'e1', beside: ['e2', 'e3'] },
    ],
    [
      'shows nothing beside it that is far behind',
      ranked(likely, near, far),
      { kind: 'answer', entry: 'e1', beside: ['e2'] },
    ],
    [
      'asks which was meant where two are as likely',
      ranked(likely, likely - lead + 0.01, near),
      { kind: 'clarify', entries: ['e1', 'e2', 'e3'] },
    ],
    [
      'asks nobody between two of which one is sure',
      ranked(sure, sure - 0.01),
      { kind: 'answer', entry: 'e1', beside: [] },
    ],
    [
      'offers what it can only guess',
      ranked(clarify, clarify - 0.01, clarify - 0.02, clarify - 0.03),
      { kind: 'clarify', entries: ['e1', 'e2', 'e3'] },
    ],
    ['gives nothing that is unlikely because it is alone', ranked(clarify), { kind: 'clarify', entries: ['e1'] }],
    ['offers none below that', ranked(clarify - 0.01, 0.001), { kind: 'none' }],
    ['has nothing to say where nothing was found', [], { kind: 'none' }],
  ])('%s', (_, list, decision) => {
    expect(decide(list, thresholds)).toEqual(decision);
  });

  test('names only what was ranked, the best first, and never the answer again beside it', () => {
    const anyRanked = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 })
      .map((all) => ranked(...all.sort((a, b) => b - a)));
    fc.assert(
      fc.property(anyRanked, (list) => {
        const decision = decide(list, thresholds);
        if (decision.kind === 'none') return expect(list[0]?.confidence ?? 0).toBeLessThan(answer);
        const named = decision.kind === 'answer' ? [decision.entry, ...decision.beside] : decision.entries;
        expect(named).toEqual(list.slice(0, named.length).map(({ entry }) => entry));
        expect(named.length).toBeLessThanOrEqual(3);
        if (decision.kind === 'answer' && decision.beside.length > 0) expect(list[0]?.confidence).toBeLessThan(sure);
      }),
    );
  });
});
