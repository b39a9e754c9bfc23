import { expect, test } from '@jest/globals';
import { loadNeutral, rolesOf } from '../../../src/language/detection/neutral.ts';
import { newWords, readWords } from '../../../src/language/detection/words.ts';

const neutral = loadNeutral();

/** The roles of a text's words, by their first letters: content, borrowed, name. */
function roles(text: string): string {
  const words = newWords();
  readWords(text, words);
  return rolesOf(words, neutral)
    .map((role) => role.charAt(0))
    .join('');
}

test.each([
  ['gràcies per tot', 'bbb'],
  ['MOLTES GRACIES', 'bb'],
  ['moltes coses', 'cc'],
  ['muchas gracias, quiero cita', 'bbcc'],
  ['bon dia Maria', 'bbn'],
  ['deixalleria', 'b'],
  ["de l'ajuntament", 'cb'],
  ["d'aquí", 'c'],
])('%s', (text, expected) => {
  expect(roles(text)).toBe(expected);
});

test.each([
  ['plaça de la Vila', 'nnnn'],
  ['calle Mayor 3', 'nn'],
  ['el carrer Ferran Puig està tallat', 'cnnncc'],
  ['el carrer de Les Moreres', 'cnnnn'],
  ['carrer ampla 12', 'nn'],
  ['carrer ampla', 'nn'],
  ['escola Jaume Balmes', 'nnn'],
  ['escola ampla', 'cc'],
  ['el carrer està brut', 'cccc'],
  ['carrer 12', 'n'],
  ['carrer', 'c'],
])('a place: %s', (text, expected) => {
  expect(roles(text)).toBe(expected);
});
