import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choiceCard } from '../../../adapters/teams/card.ts';
import { escapeXml, parseMarkup, toXml } from '../../../adapters/teams/markup.ts';
import { readCard, readXml } from './support/readShown.ts';

const words = (text: string) =>
  text
    .replace(/^(?:[-•] )/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Any text in which nothing is markup. */
const plain = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((text) => !/\*\*|\]\(|^- |[\r\u2028\u2029\ue000]/m.test(text));

describe('text that holds no markup', () => {
  test('is read as it stands, whatever it means to Teams', () => {
    fc.assert(fc.property(plain, (text) => expect(words(readXml(toXml(text)).text)).toBe(words(text))));
  });

  test('is read so on a card, too', () => {
    fc.assert(fc.property(plain, (text) => expect(words(readCard(choiceCard(text, [], 'ca')).text)).toBe(words(text))));
  });

  test('cannot leave the place where it is put', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(escapeXml(text)).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/)));
  });
});

describe('light Markdown', () => {
  const both = (text: string) => [readXml(toXml(text)), readCard(choiceCard(text, [], 'ca'))];

  test('any mixture of it is well-formed', () => {
    const piece = fc.constantFrom(
      '**',
      '- ',
      '\n',
      '\n\n',
      '[',
      '](https://a.cat/b)',
      'word',
      ' ',
      '<b>',
      '&',
      '\ue000',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(() => readXml(toXml(text))).not.toThrow();
        },
      ),
    );
  });

  test('bold and links may hold each other', () => {
    const bold = [{ text: 'la seu', url: 'https://seu.cat' }];
    for (const text of ['**Mireu [la seu](https://seu.cat) ara**', 'Mireu [**la seu**](https://seu.cat) ara']) {
      for (const read of both(text)) {
        expect(read).toMatchObject({ text: 'Mireu la seu ara', links: bold });
        expect(read.bold).toContain('la seu');
      }
    }
  });

  test('a link without words shows its address, one of mail without its scheme', () => {
    for (const read of both('[](https://seu.cat) [](mailto:a@b.cat)'))
      expect(read.text).toBe('https://seu.cat a@b.cat');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//seu.cat'])('%s is no link', (url) => {
    for (const read of both(`[here](${url})`)) {
      expect(read.links).toEqual([]);
      expect(read.text).toBe(`[here](${url})`);
    }
  });

  test('keeps lines of a paragraph apart, and a list from what stands around it', () => {
    expect(parseMarkup('a\nb\n- c\n- d\n\ne').map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['paragraph', 2],
      ['list', 2],
      ['paragraph', 1],
    ]);
  });
});
