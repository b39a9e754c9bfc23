import { expect, test } from '@jest/globals';
import { withApostrophes } from '../../../src/language/text/apostrophes.ts';

test.each([
  ['on men faig un?', "on me'n faig un?"],
  ['Men podríeu donar dos', "Me'n podríeu donar dos"],
  ['sen va la llum i ten donen poca', "se'n va la llum i te'n donen poca"],
])('a Catalan pronoun gets its apostrophe back: %s', (text, written) => {
  expect(withApostrophes(text)).toBe(written);
});

test.each([
  'two men fight in the street',
  'men can do that',
  'ten cuidado',
  "me'n faig un",
  'examen fa por',
  'Carmen va tard',
])('other words stay as they are: %s', (text) => {
  expect(withApostrophes(text)).toBe(text);
});
