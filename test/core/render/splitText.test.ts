import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitText } from '../../../src/core/render/splitText.ts';
import { anyText } from '../../support/arbitrary.ts';

const withoutSpace = (text: string) => text.replace(/\s/g, '');

describe('a long text is cut', () => {
  test.each([
    ['between paragraphs', 'aaaa\n\nbbbb bb', 8, ['aaaa', 'bbbb bb']],
    ['between lines', 'aaaa a\nbbbb', 8, ['aaaa a', 'bbbb']],
    ['behind a full stop', 'aaaa. bbbb bb', 8, ['aaaa.', 'bbbb bb']],
    ['between words', 'aaaa bbbb', 6, ['aaaa', 'bbbb']],
    ['in a word that is too long', 'aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
    ['never so that a piece is nearly empty', 'a bbbbbbbbb', 8, ['a bbbbbb', 'bbb']],
    ['not at all when it fits', 'aaaa bbbb', 9, ['aaaa bbbb']],
    ['not at all when it is empty', '  ', 9, ['']],
    ['around a pair of surrogates', 'aaa😀b', 4, ['aaa', '😀b']],
  ])('%s', (_, text, limit, pieces) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  test('so that each piece fits and only white space is lost', () => {
    fc.assert(
      fc.property(
        fc.array(anyText).map((texts) => texts.join(' ')),
        fc.integer({ min: 2, max: 300 }),
        (text, limit) => {
          const pieces = splitText(text, limit);
          expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
          expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text));
          expect(pieces.every((piece) => piece !== '') || text.trim() === '').toBe(true);
        },
      ),
    );
  });

  test('never within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
        expect(splitText(text, limit).every((piece) => piece.isWellFormed())).toBe(true);
      }),
    );
  });
});
