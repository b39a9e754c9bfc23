import { expect, test } from '@jest/globals';
import { scolds } from '../../../src/core/flows/scolding.ts';

test.each([
  'ur useless',
  'no me sirves de nada',
  'q mal funcionais',
  'que malament funcioneu',
  'no serveixes per res',
  'sou un desastre',
  'this bot is rubbish',
  'what a joke',
  'menuda mierda de servicio',
  'you are no help',
])('who is no good is told so: %s', (text) => {
  expect(scolds(text)).toBe(true);
});

test.each([
  'que mal huele',
  'el semáforo funciona fatal',
  'quina merda hi ha al carrer',
  'the lamp is bad',
  'no sirve la papelera',
  'you are great',
  'el banco es un desastre',
])('what is no good is another matter: %s', (text) => {
  expect(scolds(text)).toBe(false);
});
