import { expect, test } from '@jest/globals';
import type { VectorOf } from '../../../src/core/ports/knowledge.ts';
import { forMatching, isForMatching } from '../../../src/language/meaning/texts.ts';
import { openUnderstanding, type Readers } from '../../../src/language/understanding/openUnderstanding.ts';
import { readable } from '../../../src/language/understanding/readable.ts';
import { silent } from '../../support/silentReaders.ts';

const text = 'on és? quant costa?';
/** What each text is matched by. */
const vectorOf: VectorOf = (wanted) => {
  if (wanted === forMatching(text)) return Float32Array.of(0.5);
  return wanted === forMatching('quant costa?') ? Float32Array.of(0.25) : null;
};

/** Reads a text whose topic is in doubt; what was matched, in which language. */
function read(changes: Partial<Readers> = {}) {
  const looked: unknown[] = [];
  const { weigh } = openUnderstanding({
    ...silent,
    topics: {
      read: () => () => [{ entry: 'padro.alta', confidence: 0.5 }],
      reachesBeyond: () => false,
      signals: () => null,
    },
    matches(vector, locale) {
      looked.push([vector?.[0] ?? null, locale]);
      return vector === null ? [] : [{ entry: 'padro.alta', confidence: vector[0] as number, texts: [] }];
    },
    ...changes,
  })(text, '');
  return { understanding: weigh(vectorOf).understanding, looked };
}

test('a text, and each question of it, is matched by a vector of its own', () => {
  const { understanding } = read();
  expect(understanding.matches).toEqual([{ entry: 'padro.alta', confidence: 0.5, texts: [] }]);
  expect(understanding.questions.map(({ matches }) => matches?.[0]?.confidence ?? null)).toEqual([null, 0.25]);
});

test('it is compared in its language, where that is sure', () => {
  expect(read().looked).toContainEqual([0.5, 'ca']);
  const unsure = { ...silent.detect(''), isDistinctive: false };
  expect(read({ detect: () => unsure }).looked).toContainEqual([0.5, null]);
});

test('nobody can write a text that is only matched, and not looked at for danger', () => {
  expect(readable(forMatching('hi ha foc'))).toBe('hi ha foc');
  expect(isForMatching(readable(forMatching('HI HA FOC')))).toBe(false);
});
