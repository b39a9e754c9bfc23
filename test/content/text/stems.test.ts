import { expect, test } from '@jest/globals';
import { stemsOf } from '../../../src/content/text/stems.ts';

test.each([
  ['curso', 'cursos'],
  ['entrada', 'entrades'],
  ['parada', 'paradas'],
  ['taller', 'talleres'],
  ['mujer', 'mujeres'],
  ['lugar', 'lugares'],
  ['trucada', 'trucades'],
  ['pago', 'pagar'],
  ['resident', 'residents'],
  ['document', 'documents'],
])('%s and %s are forms of one word', (one, other) => {
  expect(stemsOf(one)).toEqual(stemsOf(other));
});

test.each([
  ['casa', 'caixa'],
  ['visit', 'visa'],
  ['salut', 'sala'],
])('%s and %s are two words', (one, other) => {
  expect(stemsOf(one)).not.toEqual(stemsOf(other));
});

test('no stem is shorter than three letters, and addresses of links have none', () => {
  expect(
    [...stemsOf('cada vida dada gent nada [la web](https://www.elprat.cat)')].every((stem) => stem.length >= 3),
  ).toBe(true);
  expect(stemsOf('[la web](https://www.elprat.cat)')).toEqual(new Set());
});
