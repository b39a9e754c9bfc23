import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Block, type Inline, parseLightMarkdown } from '../../../src/http/pages/lightMarkdown.ts';
import { renderMarkdown } from '../../../src/http/pages/markdown.ts';

const html = (text: string) => renderMarkdown(text).html;

describe('light Markdown', () => {
  test.each([
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['**bold** and not ** bold', '<p><strong>bold</strong> and not ** bold</p>'],
    [
      'So:\n- one\n- **two**\n  goes on\n\nEnd',
      '<p>So:</p><ul><li>one</li><li><strong>two</strong><br>goes on</li></ul><p>End</p>',
    ],
    ['2. two\n3) three', '<ol start="2"><li>two</li><li>three</li></ol>'],
    ['- a\n1. b', '<ul><li>a</li></ul><ol start="1"><li>b</li></ol>'],
    ['[here](https://a.cat/x?y=1&z=2)', '<p><a href="https://a.cat/x?y=1&amp;z=2" rel="noopener">here</a></p>'],
    ['[**here**](https://a.cat)', '<p><a href="https://a.cat" rel="noopener"><strong>here</strong></a></p>'],
    ['**[here](https://a.cat)**', '<p><strong><a href="https://a.cat" rel="noopener">here</a></strong></p>'],
    ['see https://a.cat/b.', '<p>see <a href="https://a.cat/b" rel="noopener">https://a.cat/b</a>.</p>'],
    [
      '[us](mailto:a@b.cat) [ring](tel:+34930)',
      '<p><a href="mailto:a@b.cat" rel="noopener">us</a> <a href="tel:+34930" rel="noopener">ring</a></p>',
    ],
    ['[own](/privacitat?lang=ca)', '<p><a href="/privacitat?lang=ca" rel="noopener">own</a></p>'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    'vbscript:x',
    'http:',
  ])('makes no link to %s', (target) => {
    expect(html(`[words](${target})`)).not.toContain('<a');
  });

  test('lets no markup of a text through, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<b>', '"', "'", '&', '**', '[', '](', ')', 'https://a', '- ', '\n', '1. ', 'x'), {
          maxLength: 40,
        }),
        (pieces) => {
          const out = html(pieces.join(''));
          expect(
            out.replace(/<\/?(?:p|br|ul|ol|li|strong|a)(?: (?:href="[^"<>]*" rel="noopener"|start="\d+"))?>/g, ''),
          ).not.toMatch(/[<>]/);
        },
      ),
    );
  });

  test('loses no word of a text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.stringMatching(/^[a-zà-ú]{1,8}$/), fc.constantFrom('**', '\n', '\n\n', '- ', '[', ']')), {
          maxLength: 60,
        }),
        (pieces) => {
          const text = pieces.join(' ');
          const words = (all: string) => all.match(/[a-zà-ú]+/g) ?? [];
          expect(words(textOf(parseLightMarkdown(text)))).toEqual(words(text));
        },
      ),
    );
  });

  test('reads a long hostile text: it would not come to an end were the time to grow with the square', () => {
    const hostile = '['.repeat(400_000) + '**'.repeat(400_000) + '[x]('.repeat(200_000);
    expect(textOf(parseLightMarkdown(hostile)).length).toBeGreaterThan(1_000_000);
  });
});

function textOf(blocks: readonly Block[]): string {
  const inlineText = (inline: Inline): string => {
    if (inline.kind === 'text') return inline.text;
    return inline.kind === 'break' ? '\n' : inline.inlines.map(inlineText).join('');
  };
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? block.inlines.map(inlineText).join('')
        : block.items.map((inlines) => inlines.map(inlineText).join('')).join('\n'),
    )
    .join('\n');
}
