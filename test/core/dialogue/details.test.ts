import { describe, expect, test } from '@jest/globals';
import { contextFeatures } from '../../../src/core/dialogue/contextFeatures.ts';
import {
  createDetailFeatures,
  type Detail,
  type DetailContext,
  detailCandidates,
  detailFeatures,
  detailsOf,
} from '../../../src/core/dialogue/details.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import { weighing } from '../../support/networks.ts';

const context: DetailContext = {
  entry: 'padro.alta',
  dialogue: { focus: [{ entry: 'padro.alta', aspect: null }], last: { did: 'answered', others: [] } },
  moves: [],
  sides: ['cost'],
  general: [],
  exceptions: [],
  shared: null,
};
const read = {
  ...notUnderstood('v1'),
  aspects: [
    { aspect: 'cost' as const, confidence: 0.4 },
    { aspect: 'exceptions' as const, confidence: 0.3 },
    { aspect: 'hours' as const, confidence: 0.2 },
  ],
  exceptions: [
    { entry: 'residus.mobles', exception: 'upstairs', likeness: 0.7 },
    { entry: 'padro.alta', exception: 'no-contract', likeness: 0.6 },
  ],
};
const by = (weights: Readonly<Record<string, number>>) => weighing(detailFeatures, weights);
const first = (weights: Readonly<Record<string, number>>, changes: Partial<DetailContext> = {}) =>
  detailsOf(by(weights), read, { ...context, ...changes })[0]?.detail;

describe('what of a service a message may ask for', () => {
  test('is the whole, what it names, the likest special case of that service, or unclear', () => {
    const candidates: readonly Detail[] = [
      { kind: 'whole' },
      { kind: 'unclear' },
      { kind: 'aspect', aspect: 'cost' },
      { kind: 'aspect', aspect: 'hours' },
      { kind: 'exception', exception: 'no-contract' },
    ];
    expect(detailCandidates(read, context)).toEqual(candidates);
    const ranked = detailsOf(by({}), read, context);
    expect(ranked).toHaveLength(candidates.length);
    for (const { confidence } of ranked) expect(confidence).toBeCloseTo(1 / candidates.length, 6);
  });

  test('is the side that the words name, or one that has a text', () => {
    expect(first({ 'side: confidence': 9 })).toEqual({ kind: 'aspect', aspect: 'cost' });
    expect(first({ side: 1, 'side: has a text': 9 }, { sides: ['hours'] })).toEqual({
      kind: 'aspect',
      aspect: 'hours',
    });
  });

  test('is the special case that the words are like', () => {
    expect(first({ 'special: likeness': 9 })).toEqual({ kind: 'exception', exception: 'no-contract' });
  });

  test('is less the whole, or a side, that was just given', () => {
    expect(first({ whole: 3 })).toEqual({ kind: 'whole' });
    expect(first({ whole: 3, 'whole: just given': -9 })).not.toEqual({ kind: 'whole' });
    const dialogue: DetailContext['dialogue'] = {
      focus: [{ entry: 'padro.alta', aspect: 'cost' }],
      last: { did: 'answered', others: [] },
    };
    expect(first({ 'side: confidence': 9, 'side: just given': -9 }, { dialogue })).toEqual({
      kind: 'aspect',
      aspect: 'hours',
    });
  });

  test('is described by one number a feature, before those of the message', () => {
    const featuresOf = createDetailFeatures(read, context);
    for (const detail of detailCandidates(read, context)) {
      const features = featuresOf(detail);
      expect(features).toHaveLength(detailFeatures.length - contextFeatures.length);
      expect([...features].every(Number.isFinite)).toBe(true);
    }
  });
});
