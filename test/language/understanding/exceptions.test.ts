import { describe, expect, test } from '@jest/globals';
import { createWordStore } from '../../../src/language/retrieval/wordStore.ts';
import { readLexicon } from '../../../src/language/text/lexicon.ts';
import { createExceptionFinder, packVectors } from '../../../src/language/understanding/exceptions.ts';

const texts = [
  {
    entry: 'padro.alta',
    exception: 'no-contract',
    texts: ['i si no tinc contracte de lloguer', 'sin contrato de alquiler', 'what if I have no rental contract'],
  },
  { entry: 'padro.alta', exception: 'minor', texts: ['i si és per al meu fill', 'menor de edad', 'for my baby'] },
  { entry: 'residus.mobles', exception: 'fridge', texts: ['i si és una nevera', 'un frigorífico', 'a fridge'] },
];

/** Vectors of 4 numbers near an axis: as alike as sentences of one meaning, or as unlike as any two. */
const along = (axis: number, by: number) => {
  const vector = Float32Array.from({ length: 4 }, (_, d) => (d === axis ? 1 : by));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Looks for special cases of a text at once, with the vector that is given. */
const open = (...given: Parameters<typeof createExceptionFinder>) => {
  const find = createExceptionFinder(...given);
  return (text: string, vector: Float32Array | null) => find(text)(vector);
};

describe('special cases by words', () => {
  const find = open(texts, [], createWordStore(readLexicon(), 100));

  test.each([
    ['i si no tinc contracte?', 'no-contract'],
    ['y si no tengo contrato', 'no-contract'],
    ['and for my baby?', 'minor'],
    ['tinc una nevera', 'fridge'],
  ])('are found: %s', (text, exception) => {
    expect(find(text, null)[0]).toMatchObject({ exception });
  });

  test('are none where no rare word is shared', () => {
    expect(find('partit de futbol', null)).toEqual([]);
    expect(find('', null)).toEqual([]);
  });

  test('are ranked, the nearest first, with likenesses from 0 to 1', () => {
    const found = find('contracte de lloguer del meu fill', null);
    expect(found.length).toBeGreaterThan(0);
    for (const [index, { likeness }] of found.entries()) {
      expect(likeness).toBeLessThanOrEqual(Math.min(1, found[index - 1]?.likeness ?? 1));
      expect(likeness).toBeGreaterThan(0);
    }
  });

  test('of a content that has none are none', () => {
    expect(open([], [], createWordStore(readLexicon(), 100))('contracte', along(0, 0))).toEqual([]);
  });
});

describe('special cases by meaning', () => {
  const vectors = texts.map(({ entry, exception }, axis) => ({
    entry,
    exception,
    vectors: packVectors([along(axis, 0.02), along(axis, -0.02)]),
  }));
  const find = open(texts, vectors, createWordStore(readLexicon(), 100));

  test('are found without a word in common', () => {
    expect(find('zzzz', along(1, 0.01))).toEqual([
      { entry: 'padro.alta', exception: 'minor', likeness: expect.closeTo(0.6, 2) },
    ]);
  });

  test('are surest where words and meaning agree', () => {
    const likeness = (vector: Float32Array | null) =>
      find('i si no tinc contracte de lloguer', vector).find(({ exception }) => exception === 'no-contract')?.likeness;
    expect(likeness(along(0, 0.01))).toBeCloseTo(1, 2);
    expect(likeness(along(2, 0.01))).toBeLessThan(likeness(along(0, 0.01)) ?? 0);
  });
});

test('packed vectors keep their directions in one byte a coordinate', () => {
  const vector = Float32Array.of(0.6, -0.8, 0.001);
  const packed = packVectors([vector, vector.map((value) => value / 2)]);
  expect([...packed]).toEqual([95, -127, 0, 95, -127, 0]);
  expect(packVectors([])).toHaveLength(0);
});
