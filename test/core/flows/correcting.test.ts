import { describe, expect, test } from '@jest/globals';
import { correctsCase, numberInstead, saysInstead, saysSlip } from '../../../src/core/flows/correcting.ts';

test.each([
  'me equivoqué, fue el martes',
  "m'he equivocat, és dimarts",
  'em vaig equivocar de carrer',
  'sorry, I made a mistake',
  'volia dir dimarts',
  'ups, quería decir el 38',
])('that somebody was wrong is said by: %s', (text) => {
  expect(saysSlip(text)).toBe(true);
});

test.each(['I made a list', 'no em van dir res', 'el que vull dir-vos és greu', 'tinc mal de cap'])(
  'not by: %s',
  (text) => {
    expect(saysSlip(text)).toBe(false);
  },
);

describe('a number in place of another', () => {
  test.each([
    'me equivoqué, no es el 30, es el 38',
    'no és el 30 sinó el 38',
    'not number 30 but number 38',
    "it's 38, not 30",
    'canvieu el 30 pel 38',
    'cambien el 30 por el 38 por favor',
    'change 30 to 38 please',
    'on he dit 30 és 38',
    'where I said 30 it is 38',
    'he posat malament el número, és el 38',
    'the address is wrong, it should be 38',
  ])('is told by: %s', (text) => {
    expect(numberInstead(text)).toBe('38');
  });

  test.each([
    'no tengo 30 euros, tengo 38',
    'no és el 30 de novembre?',
    'el número es el 38',
    'quiero cambiar mi cita del día 30 al 38',
  ])('and not by: %s', (text) => {
    expect(numberInstead(text)).toBeNull();
  });
});

describe('what was told of a case is put right', () => {
  test.each([
    'quiero corregir la dirección de mi aviso, es Ferran Puig 38',
    "vull corregir l'adreça del meu avís",
    'I want to correct the address of my report',
    "podeu canviar l'adreça de l'avís?",
    'he posat malament el número',
    'puse mal la calle',
    'I gave you the wrong street',
    'la dirección que puse está mal',
    'the address is wrong',
  ])('by: %s', (text) => {
    expect(correctsCase(text)).toBe(true);
  });

  test.each([
    'quiero cambiar la dirección del padrón',
    'how do I change my address',
    'vull canviar la data de la cita',
    'la multa está mal',
    'I put the bins out at the wrong time',
  ])('and not by: %s', (text) => {
    expect(correctsCase(text)).toBe(false);
  });

  test('it is told what it is instead, or not', () => {
    const said = [
      'puse mal la calle, es Frederic Soler',
      'puse mal el número: 38',
      'quiero corregir la calle de mi aviso',
    ];
    expect(said.map(saysInstead)).toEqual([true, true, false]);
  });
});
