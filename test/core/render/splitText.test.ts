import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitText } from '../../../src/core/render/splitText.ts';
import { anyText } from '../../support/arbitrary.ts';

const withoutSpace = (text: string) => text.replace(/\s/g, '');
const withoutBold = (text: string) => withoutSpace(text).replaceAll('**', '');

/** Each letter of a text with what light Markdown makes of it: whether it is bold, and where it leads. */
function lettersOf(markdown: string): readonly string[] {
  const bold = Array.from(markdown.matchAll(/\*\*[^*\n]+\*\*/g), ({ index, 0: whole }) => [
    index,
    index + whole.length,
  ]);
  const links = Array.from(markdown.matchAll(/\[([^\]\n]*)\]\((https:[^\s)]+)\)/g));
  const letters = [];
  for (let index = 0; index < markdown.length; index++) {
    const isBold = bold.some(([start = 0, end = 0]) => start <= index && index < end);
    const link = links.find((found) => found.index <= index && index < found.index + found[0].length);
    if (/[\s*]/.test(markdown.charAt(index))) continue;
    letters.push(`${markdown.charAt(index)} ${isBold} ${link?.[2] ?? ''}`);
  }
  return letters;
}

const words = fc
  .array(fc.stringMatching(/^[a-zà-ú]{1,9}[.,]?$/), { minLength: 1, maxLength: 12 })
  .map((all) => all.join(' '));
const link = fc
  .tuple(words, fc.stringMatching(/^[a-z/_?=&]{1,30}$/))
  .map(([text, path]) => `[${text}](https://a.example/${path})`);
const bold = fc.oneof(words, link).map((text) => `**${text}**`);
const gap = fc.constantFrom(' ', '\n', '\n\n', '\n- ', '. ');
const lightMarkdown = fc
  .array(fc.tuple(fc.oneof(words, link, bold), gap), { maxLength: 25 })
  .map((pieces) => pieces.flat().join(''));

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
    [
      'before a link',
      'see the [office of the town](https://a.example)',
      40,
      ['see the', '[office of the town](https://a.example)'],
    ],
    ['before bold words', 'please bring **your own DNI** along', 24, ['please bring', '**your own DNI** along']],
    [
      'before the item that a link begins',
      'two:\n- [the second](https://b.example)',
      36,
      ['two:', '- [the second](https://b.example)'],
    ],
    [
      'in bold words that are too long, which stay bold',
      '**one two three four five**',
      18,
      ['**one two three**', '**four five**'],
    ],
    [
      'in a link that is too long, as it must',
      '[a](https://a.example/12345)',
      20,
      ['[a](https://a.exampl', 'e/12345)'],
    ],
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
          expect(withoutBold(pieces.join(' '))).toBe(withoutBold(text));
          expect(pieces.every((piece) => piece !== '') || text.trim() === '').toBe(true);
        },
      ),
    );
  });

  test('so that every link still leads where it did, and what was bold still is', () => {
    fc.assert(
      fc.property(lightMarkdown, fc.integer({ min: 200, max: 600 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
        expect(pieces.flatMap(lettersOf)).toEqual(lettersOf(text));
      }),
    );
  });

  test('to an end, whatever it holds', () => {
    const anything = fc
      .array(fc.constantFrom('**', '[a](https://a.example)', '[', '](', ' ', '\n', 'word', '- '))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(pieces.every((piece) => piece.length <= limit)).toBe(true);
        expect(withoutBold(pieces.join(' '))).toBe(withoutBold(text));
      }),
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
