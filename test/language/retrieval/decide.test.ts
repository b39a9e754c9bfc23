import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/language/retrieval/index.ts';

const limits = { answer: 0.8, clarify: 0.2, choice: 0.1 };
const ranked = (...confidences: readonly number[]) =>
  confidences.map((confidence, index) => ({ entry: `e${index + 1}`, confidence }));

describe('a decision', () => {
  test.each([
    ['gives the best entry when it is sure', ranked(0.8, 0.1), { kind: 'answer', entry: 'e1' }],
    [
      'asks which one when it is less sure',
      ranked(0.79, 0.15, 0.1, 0.09),
      { kind: 'clarify', entries: ['e1', 'e2', 'e3'] },
    ],
    ['offers nothing that is far behind the best', ranked(0.7, 0.2, 0.06), { kind: 'clarify', entries: ['e1', 'e2'] }],
    ['offers two at least', ranked(0.7, 0.01, 0.01), { kind: 'clarify', entries: ['e1', 'e2'] }],
    ['hands on what it can only guess', ranked(0.19, 0.18), { kind: 'escalate' }],
    ['hands on when there is nothing to choose between', ranked(0.5), { kind: 'escalate' }],
    ['hands on when nothing was found', [], { kind: 'escalate' }],
  ])('%s', (_, list, decision) => {
    expect(decide(list, limits)).toEqual(decision);
  });
});
