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

  test('is also what its texts match best, and the better match weighs more', () => {
    const matches = [
      { entry: 'residus.mobles', confidence: 0.6, texts: [{ text: 'online', confidence: 1 }] },
      {
        entry: 'padro.alta',
        confidence: 0.2,
        texts: [
          { text: 'exceptions:abroad', confidence: 0.7 },
          { text: 'where', confidence: 0.2 },
          { text: 'unclear', confidence: 0.1 },
        ],
      },
    ];
    const matched = { ...read, matches };
    const names = detailCandidates(matched, context).map((detail) => JSON.stringify(detail));
    expect(names).toContain(JSON.stringify({ kind: 'exception', exception: 'abroad' }));
    expect(names).toContain(JSON.stringify({ kind: 'aspect', aspect: 'where' }));
    expect(names).not.toContain(JSON.stringify({ kind: 'aspect', aspect: 'online' }));
    expect(new Set(names).size).toBe(names.length);
    const [best, next] = detailsOf(by({ 'match, log odds': 1 }), matched, context);
    expect(best?.detail).toEqual({ kind: 'exception', exception: 'abroad' });
    expect(next?.detail).toEqual({ kind: 'aspect', aspect: 'where' });
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

  const shared = {
    ofService: () => 0.9,
    ofPart: (_: string, name: string) => ({ hours: 0.9, 'exceptions:abroad': 0.8, 'exceptions:rent': 0.1 })[name] ?? 0,
  };

  test('is what has most of the words that are said', () => {
    const written = { shared, sides: ['cost', 'hours'] as const };
    expect(first({ side: 1, 'side: words': 9 }, written)).toEqual({ kind: 'aspect', aspect: 'hours' });
    expect(first({ side: 1, 'side: words, lead': 9 }, written)).toEqual({ kind: 'aspect', aspect: 'hours' });
    expect(first({ 'unclear: words of the service': 9 }, written)).toEqual({ kind: 'unclear' });
  });

  test('may be a special case that has the words, though another is likelier by its wordings', () => {
    const written = { ...context, shared, exceptions: ['rent', 'abroad', 'no-contract'] };
    const special = detailCandidates(read, written).filter(({ kind }) => kind === 'exception');
    expect(special).toEqual([
      { kind: 'exception', exception: 'no-contract' },
      { kind: 'exception', exception: 'abroad' },
    ]);
    const chosen = first({ special: 1, 'special: words': 9 }, written);
    expect(chosen).toEqual({ kind: 'exception', exception: 'abroad' });
    expect(detailCandidates(read, { ...written, exceptions: ['rent'] })).toHaveLength(
      detailCandidates(read, context).length,
    );
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
