import { describe, expect, test } from '@jest/globals';
import { endOfMatch, readPattern } from '../../../src/language/classification/pattern.ts';
import { wordsOf } from '../../../src/language/classification/wordsOf.ts';

const matches = (pattern: string, text: string) => {
  const words = wordsOf(text);
  return words.some((_, at) => endOfMatch(readPattern(pattern), words, at) >= 0);
};

describe('a pattern', () => {
  test.each([
    ['foc', 'FOC!!!', true],
    ['foc', 'focus', false],
    ['incendi*', 'un incendio', true],
    ['huele/olor .. gas', 'huele muchísimo a gas', true],
    ['huele/olor .. gas', 'huele en el portal de mi casa a algo como gas', false],
    ['huele/olor .. gas', 'gas que huele', false],
    ["s'està cremant", 'S’ESTA CREMANT', true],
    ['q pasa', 'que pasa', true],
    ['gilipoll*', 'g1lip0llas', true],
    ['idiota', 'idiotaaaaa', true],
    ['intel·ligent', 'INTELLIGENT', true],
  ])('%s on "%s": %s', (pattern, text, fits) => {
    expect(matches(pattern, text)).toBe(fits);
  });

  test.each([
    ['.. gas', 'begin it with a word'],
    ['gas ..', 'end it with a word'],
    ['ga*', 'write at least 3 letters'],
    ['fuego / gas', 'which is not a word'],
    ["s'està/hay fuego", 'only single words'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(() => readPattern(pattern)).toThrow(why);
  });
});
