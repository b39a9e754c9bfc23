import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainToDiscord, toDiscord } from '../../../adapters/discord/markup.ts';
import { nonceOf, payloadsOf } from '../../../adapters/discord/outbound.ts';
import { readDialect } from '../../../adapters/discord/readDialect.ts';
import type { Rendered } from '../../../src/core/model/message.ts';
import { draw } from './support/dialect.ts';

const secret = new Uint8Array(32).fill(7);

/** Text that is full of what means something in Discord. */
const signs = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '__',
    '~~',
    '`',
    '```',
    '||',
    '|',
    '<',
    '>',
    '>>> ',
    '# ',
    '-# ',
    '- ',
    '+ ',
    '1. ',
    '2) ',
    '\\',
    '[',
  ],
  ...[']', '(', ')', '!', '@', ':', '<@123>', '<@!1>', '<@&5>', '<#4>', '<:a:1>', '<a:b:2>', '<t:1:R>', '</help:3>'],
  ...[
    '@everyone',
    '@here',
    '[a](https://b.cat)',
    '[a](javascript:b)',
    '<https://a.cat>',
    '¯\\_(ツ)_/¯',
    '\n',
    '\n\n',
    ' ',
  ],
);
const words = fc.oneof(signs, fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('paraula', 'l·l', '👩‍👧'));
const text = fc.array(words, { maxLength: 30 }).map((pieces) => pieces.join(''));
/** The same without what light Markdown itself knows. */
const plain = text.filter((each) => !/\[|\*\*|https?:/.test(each));

const rendered = (changes: Partial<Rendered>): Rendered => ({
  ...{ text: '', markup: 'markdown', choices: [], files: [], locale: 'ca' },
  ...changes,
});

describe('text in Discord’s dialect', () => {
  test('that is plain is shown sign by sign, and nothing in it means anything', () => {
    fc.assert(
      fc.property(text, (given) => {
        const { addresses, ...drawn } = draw(plainToDiscord(given));
        expect(drawn).toEqual({ text: given, bold: [], links: [], others: [] });
        expect(addresses.every((each) => given.includes(each))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('that is light Markdown shows bold, lists and links, and everything else sign by sign', () => {
    const url = fc.constantFrom('https://seu.cat/a_b_c*d*?x=1&y=~2~', 'http://a.cat', 'https://a.cat/<b>/__c__');
    const part = fc.oneof(
      plain.map((given) => ({ kind: 'plain' as const, given })),
      plain
        .filter((given) => /^[^*\n]*[^*\n\s][^*\n]*$/.test(given))
        .map((given) => ({ kind: 'bold' as const, given })),
      fc.record({
        kind: fc.constant('link' as const),
        given: plain.filter((given) => /^[^\]\n]+$/.test(given)),
        url,
      }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (pieces) => {
        // A space between them, so that no mark of one belongs to the next.
        const written = pieces.map((each) => {
          if (each.kind === 'plain') return each.given;
          return each.kind === 'bold' ? `**${each.given}**` : `[${each.given}](${each.url})`;
        });
        const drawn = draw(toDiscord(written.join(' . ')));
        expect(drawn.text).toBe(pieces.map(({ given }) => given).join(' . '));
        expect(drawn.bold).toEqual(pieces.flatMap((each) => (each.kind === 'bold' ? [each.given] : [])));
        expect(drawn.links).toEqual(
          pieces.flatMap((each) =>
            each.kind === 'link' ? [{ text: each.given, url: each.url.replace(/[<>]/g, encodeURIComponent) }] : [],
          ),
        );
        expect(drawn.others).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['**a****b**', '**ab**'],
    ['-  2) b', '-  2\\) b'],
    ['** **', '\\*\\* \\*\\*'],
    ['**[La seu](https://seu.cat)**', '**[La seu](<https://seu.cat>)**'],
    ['[**La** seu](https://seu.cat)', '[La seu](<https://seu.cat>)'],
    ['[https://seu.cat](https://seu.cat)', 'https://seu.cat'],
    ['[<https://a.cat>[a](https://b.cat)', '\\<<https://a.cat>\\>\\[a (<https://b.cat>)'],
    ['[Correu](mailto:a_b@c.cat)', 'Correu (a\\_b@c.cat)'],
    ['[935 555 555](tel:+34935555555)', '935 555 555 (+34935555555)'],
    ['[900 900 120](tel:900900120)', '900 900 120'],
    ['https://a.cat/b_c_d, fi', 'https://a.cat/b_c_d, fi'],
    ['3. tres\n2) dos\n- 1. u', '3\\. tres\n2\\) dos\n- 1\\. u'],
  ])('%j becomes %j', (given, expected) => {
    expect(toDiscord(given)).toBe(expected);
  });
});

describe('a message for Discord', () => {
  test('is never longer than Discord takes, and loses no word', () => {
    const long = fc.array(fc.oneof(words, fc.constant('_*_*_*_*_*_*_*_* ')), { minLength: 1, maxLength: 900 });
    fc.assert(
      fc.property(long, (pieces) => {
        const given = pieces.join('').slice(0, 4_000);
        const payloads = payloadsOf(rendered({ text: given, markup: 'plain' }), { withFiles: false, secret });
        expect(payloads.every(({ content }) => (content?.length ?? 0) <= 2_000)).toBe(true);
        const shown = payloads.map(({ content }) => draw(content ?? '').text).join('');
        expect(shown.replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
      }),
      { numRuns: 200 },
    );
  });

  test('notifies nobody, previews nothing, and carries its choices last', () => {
    const choices = [{ label: 'Sí', value: 'erase:yes' }];
    const payloads = payloadsOf(rendered({ text: '_*'.repeat(1_100), choices }), { withFiles: false, secret });
    expect(payloads.length).toBeGreaterThan(1);
    expect(payloads.map(({ components }) => components?.length)).toEqual([...payloads.slice(1).map(() => 0), 1]);
    for (const payload of payloads) expect(payload).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
  });

  test('without words is sent for its files or its buttons, and not at all without these', () => {
    const choices = [{ label: 'Sí', value: 'erase:yes' }];
    expect(payloadsOf(rendered({}), { withFiles: false, secret })).toEqual([]);
    expect(payloadsOf(rendered({}), { withFiles: true, secret })).toMatchObject([{ content: '' }]);
    expect(payloadsOf(rendered({ choices }), { withFiles: false, secret })).toMatchObject([{ content: '\u200b' }]);
  });

  test('has a name by which a repetition is known, of its own for each part', () => {
    const names = [nonceOf('c.1.0', 0), nonceOf('c.1.0', 1), nonceOf('c.1.1', 0), nonceOf('c.1.0', 0)];
    expect(new Set(names).size).toBe(3);
    expect(names.every((name) => name.length === 25)).toBe(true);
  });
});

test('what a preview reads is what Discord draws', () => {
  // Lists lose their marks.
  const bare = (shown: string) => shown.replace(/[\s-]/g, '');
  const read = (content: string) => readDialect(content).flatMap(({ lines }) => lines.flat());
  fc.assert(
    fc.property(text, (given) => {
      const written = toDiscord(given);
      const drawn = draw(written);
      expect(
        bare(
          read(written)
            .map((span) => span.text)
            .join(''),
        ),
      ).toBe(bare(drawn.text));
      const links = read(written).flatMap(({ href, text: label }) => (href === null || href === label ? [] : [href]));
      expect(links).toEqual(drawn.links.map(({ url }) => url));
    }),
    { numRuns: 300 },
  );
});
