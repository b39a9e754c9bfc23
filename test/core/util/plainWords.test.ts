import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainWords } from '../../../src/core/util/plainWords.ts';

test.each([
  ["Col·lecció d'Àrees", 'col leccio d arees'],
  ['  ¿Cuánto vale?  ', 'cuanto vale'],
  ['NIÑO/niño', 'nino nino'],
  ['Ça\u0301', 'ca'],
  ['Привет, Мир!', 'привет мир'],
  ['…', ''],
])('%j is compared as %j', (text, plain) => {
  expect(plainWords(text)).toBe(plain);
});

test('a word in another script changes nothing about the words beside it', () => {
  const latin = fc.string({ unit: fc.integer({ min: 1, max: 0x17f }).map((code) => String.fromCharCode(code)) });
  fc.assert(
    fc.property(latin, (text) => {
      expect(plainWords(`${text} мир`)).toBe(`${plainWords(text)} мир`.trim());
    }),
  );
});
