import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toPlainText } from '../../../src/core/render/plainText.ts';
import { anyText } from '../../support/arbitrary.ts';

test.each([
  ['a **bold** word and **another one**', 'a bold word and another one'],
  ['the [office](https://seu.example/a?b=c#d)', 'the office (https://seu.example/a?b=c#d)'],
  ['[https://seu.example](https://seu.example)', 'https://seu.example'],
  ['[](https://seu.example)', 'https://seu.example'],
  ['[**Seu**](https://seu.example)', 'Seu (https://seu.example)'],
  ['**[Seu](https://seu.example)**', 'Seu (https://seu.example)'],
  ['[call us](tel:+34933790050)', 'call us (+34933790050)'],
  ['call **[900 900 120](tel:900900120)** now', 'call 900 900 120 now'],
  ['[call 016](tel:016)', 'call 016'],
  ['[oiac@example.org](mailto:oiac@example.org)', 'oiac@example.org'],
  ['[a](https://a.example) and [b](https://b.example)', 'a (https://a.example) and b (https://b.example)'],
  ['- one\n- two\n\nthree', '- one\n- two\n\nthree'],
  ['2 ** 3 [sic] (really)', '2 ** 3 [sic] (really)'],
  ['[not a link](javascript:alert)', '[not a link](javascript:alert)'],
])('%j is %j in plain text', (markdown, plain) => {
  expect(toPlainText(markdown)).toBe(plain);
});

test('any text becomes plain without a fault, and without losing a letter of it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const letters = (from: string) => from.replace(/[^\p{L}\p{N}]/gu, '');
      expect(letters(toPlainText(text))).toBe(letters(text));
    }),
  );
});
