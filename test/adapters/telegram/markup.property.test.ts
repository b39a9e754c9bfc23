import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toHtml } from '../../../adapters/telegram/markup.ts';
import { parseHtml } from './support/html.ts';

/** Anything that people write, rich in what means something to HTML and to Markdown; no asterisk or bracket. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '&lt;', '<b>', '</a>', '_', '`', '~', '\\', 'l·l', '👩‍👧', '\n- '),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join('').replace(/[*[\]()\0]/g, ''))
  .filter((text) => text.trim() !== '');
const inLine = words.map((text) => text.replaceAll('\n', ' '));
const address = fc.constantFrom(
  'https://seu.example/a_b?c=1&d="2"',
  'http://prat.example/**x**',
  'https://x.example/<y>',
);

interface Node {
  readonly markdown: string;
  readonly shown: string;
  readonly bold: readonly string[];
  readonly links: readonly string[];
}

const plain = words.map((text): Node => ({ markdown: text, shown: text, bold: [], links: [] }));
const strong = inLine.map((text): Node => ({ markdown: `**${text}**`, shown: text, bold: [text], links: [] }));
const link = fc
  .tuple(inLine, address)
  .map(([text, url]): Node => ({ markdown: `[${text}](${url})`, shown: text, bold: [], links: [`${text} → ${url}`] }));
const strongLink = link.map((node): Node => ({ ...node, markdown: `**${node.markdown}**`, bold: [node.shown] }));
const mail = inLine.map(
  (text): Node => ({
    markdown: `[${text}](mailto:oac@prat.example)`,
    shown: `${text} (oac@prat.example)`,
    bold: [],
    links: [],
  }),
);
const document = fc.array(fc.oneof(plain, strong, link, strongLink, mail), { minLength: 1, maxLength: 8 });

function shownBy(markdown: string) {
  const { text, entities } = parseHtml(toHtml(markdown));
  const at = ({ offset, length }: { offset: number; length: number }) => text.slice(offset, offset + length);
  return {
    text,
    bold: entities.filter(({ type }) => type === 'bold').map(at),
    links: entities.filter(({ type }) => type === 'text_link').map((entity) => `${at(entity)} → ${entity.url}`),
  };
}

describe('light Markdown becomes HTML', () => {
  test('that the platform reads, and that shows the same characters, bold and links', () => {
    fc.assert(
      fc.property(document, (nodes) => {
        // Set apart, so that two pieces of bold don't meet.
        expect(shownBy(nodes.map(({ markdown }) => markdown).join(' · '))).toEqual({
          text: nodes.map(({ shown }) => shown).join(' · '),
          bold: nodes.flatMap(({ bold }) => bold),
          links: nodes.flatMap(({ links }) => links),
        });
      }),
    );
  });

  test('that the platform reads, whatever is written, and nothing but marks is lost', () => {
    const anything = fc
      .array(
        fc.oneof(
          fc.constantFrom('**', '*', '[', '](', 'https://x.example/', ')', '\n', '<', '&', '"'),
          fc.string({ maxLength: 3 }),
        ),
        { maxLength: 30 },
      )
      .map((pieces) => pieces.join('').replaceAll('\0', ''));
    const plain = (text: string) => text.replace(/[*[\]()]/g, '');
    fc.assert(
      fc.property(anything, (markdown) => {
        const { text, links } = shownBy(markdown);
        if (links.length === 0) expect(plain(text)).toBe(plain(markdown));
        expect(text.length).toBeLessThanOrEqual(markdown.length);
      }),
    );
  });

  test.each([
    [
      'a link without words shows its address',
      '[](https://x.example/a)',
      '<a href="https://x.example/a">https://x.example/a</a>',
    ],
    ['mail whose words are its address is written once', '[a@b.example](mailto:a@b.example)', 'a@b.example'],
    ['a number is written once', '**[900 900 120](tel:900900120)** o [016](tel:016)', '<b>900 900 120</b> o 016'],
    ['a telephone is written behind its words', '[Truca](tel:+34000000000)', 'Truca (+34000000000)'],
    ['bold in the words of a link', '[**a** b](https://x.example)', '<a href="https://x.example"><b>a</b> b</a>'],
    ['single marks are only signs', '2 * 3 ** 4', '2 * 3 ** 4'],
    ['a script is no link', '[a](javascript:x)', '[a](javascript:x)'],
  ])('%s', (_name, markdown, html) => {
    expect(toHtml(markdown)).toBe(html);
  });
});
