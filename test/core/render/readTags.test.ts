import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toXml } from '../../../adapters/teams/markup.ts';
import { toHtml } from '../../../adapters/telegram/markup.ts';
import { readTags } from '../../../src/core/render/readTags.ts';

const linesOf = (html: string) =>
  readTags(html).flatMap(({ lines }) => lines.map((line) => line.map(({ text }) => text).join('')));

test('bold, links, lists and paragraphs are read', () => {
  expect(
    readTags(
      '<p>a &amp; <strong>b</strong></p><ul><li><a href="https://x.cat/?a=1&amp;b">c</a></li><li>d</li></ul><p>e<br/>f</p>',
    ),
  ).toEqual([
    {
      kind: 'paragraph',
      lines: [
        [
          { text: 'a & ', bold: false, href: null },
          { text: 'b', bold: true, href: null },
        ],
      ],
    },
    {
      kind: 'list',
      lines: [[{ text: 'c', bold: false, href: 'https://x.cat/?a=1&b' }], [{ text: 'd', bold: false, href: null }]],
    },
    {
      kind: 'paragraph',
      lines: [[{ text: 'e', bold: false, href: null }], [{ text: 'f', bold: false, href: null }]],
    },
  ]);
  expect(readTags('one\ntwo\n\nthree').map(({ lines }) => lines.length)).toEqual([2, 1]);
});

test('text that has no markup is read sign by sign', () => {
  const sign = fc.constantFrom('<', '>', '&', '"', 'a', 'ç', ' ', '\n', '&lt;', '<b>', '</a>', '- ', '👩‍👧');
  const text = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join(''));
  fc.assert(
    fc.property(text, (given) => {
      expect(linesOf(toHtml(given)).join('\n')).toBe(
        given
          .split('\n')
          .filter((line) => line !== '')
          .join('\n'),
      );
      const shown = given.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.replace(/^- /, '')]));
      expect(linesOf(toXml(given)).join('\n')).toBe(shown.filter((line) => line !== '').join('\n'));
    }),
    { numRuns: 200 },
  );
});
