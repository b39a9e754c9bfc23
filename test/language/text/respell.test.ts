import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSpelling, isOneSlip, respell } from '../../../src/language/text/respell.ts';

const words = ['empadronament', 'certificat', 'deixalleria', 'escombraries', 'biblioteca', 'casament', 'aparcament'];
const spelling = buildSpelling(new Map(words.map((word, i) => [word, 10 - i])));

/** One slip of a finger: a letter left out, doubled, changed, or swapped with the next. */
const slip = fc
  .record({
    word: fc.constantFrom(...words),
    at: fc.nat(30),
    kind: fc.constantFrom('drop', 'double', 'change', 'swap'),
  })
  .map(({ word, at, kind }) => {
    const i = at % (word.length - 1);
    const [before, letter, next, after] = [word.slice(0, i), word[i], word[i + 1], word.slice(i + 2)];
    if (kind === 'drop') return { word, typed: before + next + after };
    if (kind === 'double') return { word, typed: before + letter + letter + next + after };
    if (kind === 'change') return { word, typed: `${before}#${next}${after}` };
    return { word, typed: before + next + letter + after };
  })
  .filter(({ word, typed }) => word !== typed);

describe('slips of the finger', () => {
  test('any one of them finds the word that was meant', () => {
    fc.assert(
      fc.property(slip, ({ word, typed }) => expect(respell(spelling, typed)).toBe(word)),
      { numRuns: 300 },
    );
  });

  test('what is further off, too short or right is left alone', () => {
    expect(respell(spelling, 'certfct')).toBeUndefined();
    expect(respell(spelling, 'casa')).toBeUndefined();
    expect(respell(spelling, 'biblioteca')).toBeUndefined();
    expect(respell(spelling, 'x'.repeat(500))).toBeUndefined();
  });

  test('the more frequent word wins', () => {
    const two = buildSpelling(
      new Map([
        ['platja', 1],
        ['plagja', 9],
      ]),
    );
    expect(respell(two, 'plaja')).toBe('plagja');
  });

  test.each([
    ['casa', 'csaa', true],
    ['casa', 'casas', true],
    ['casa', 'cas', true],
    ['casa', 'cosa', true],
    ['casa', 'casa', false],
    ['casa', 'cosas', false],
    ['abcd', 'cbad', false],
  ])('%s and %s', (a, b, expected) => {
    expect(isOneSlip(a, b)).toBe(expected);
    expect(isOneSlip(b, a)).toBe(expected);
  });
});

test('words of any script are known', () => {
  const others = buildSpelling(
    new Map([
      ['паспорт', 2],
      ['الإقامة', 1],
    ]),
  );
  expect(respell(others, 'паспрот')).toBe('паспорт');
  expect(respell(others, 'الإقمة')).toBe('الإقامة');
});
