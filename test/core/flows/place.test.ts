import { describe, expect, test } from '@jest/globals';
import { houseNumberIn, isNamelessPlace, namedPlaceIn, streetIn, withNumber } from '../../../src/core/flows/place.ts';

const streets = [
  { name: 'Avinguda de la Verge de Montserrat', others: ['Avenida Virgen de Montserrat'] },
  { name: 'Plaça de la Vila', others: [] },
  { name: 'Carrer de la Vila', others: [] },
  { name: 'Ronda Sud', others: [] },
];

describe('a street is recognised in any spelling', () => {
  test.each([
    ['av verge montserrat 40', 'Avinguda de la Verge de Montserrat, 40'],
    ['Avda. Verge de Montserrat, núm. 40', 'Avinguda de la Verge de Montserrat, 40'],
    ['avenida virgen de montserrat a la altura del 30', 'Avinguda de la Verge de Montserrat, 30'],
    ['hi ha una farola fosa a verge de montserrat 7', 'Avinguda de la Verge de Montserrat, 7'],
    ['a la plaça de la vila', 'Plaça de la Vila'],
    ['pl. de la Vila 1', 'Plaça de la Vila, 1'],
    ['c/ de la vila 12b', 'Carrer de la Vila, 12b'],
    ['PLAZA VILA', 'Plaça de la Vila'],
  ])('%s', (typed, text) => {
    expect(streetIn(typed, streets)).toEqual({ text, isKnown: true });
  });

  test.each(['carrer verge de montserrat 4', 'la vila és gran', 'al sud de la ronda', 'no ho sé'])(
    'but not in "%s"',
    (typed) => {
      expect(streetIn(typed, streets)).toBeNull();
    },
  );
});

test('a street that the list does not have is kept as it was typed', () => {
  expect(namedPlaceIn('hi ha un forat al carrer Major 12, davant del forn. És gran')).toEqual({
    text: 'carrer Major 12, davant del forn',
    isKnown: false,
  });
  expect(namedPlaceIn('hi ha un forat enorme')).toBeNull();
  // Where "my street" is has to be asked.
  for (const own of ['el contenedor de mi calle está lleno', 'al meu carrer fa pudor', 'en esta plaza no hay luz'])
    expect(namedPlaceIn(own)).toBeNull();
  expect(namedPlaceIn('vivo en mi casa, calle Mayor 3')?.text).toBe('calle Mayor 3');
});

test.each([
  ['El fanal del carrer de Frederic Soler 12 està trencat i cau', 'carrer de Frederic Soler 12'],
  ["al carrer Major hi ha un forat que s'enfonsa", 'carrer Major'],
  ['la fuente de la plaza Nueva no funciona desde ayer', 'plaza Nueva'],
  ['en la calle Mayor 3, y hay cristales', 'calle Mayor 3'],
  ['the lamp at avenida Mayor 7 is broken', 'avenida Mayor 7'],
  ["la paperera del parc Nou s'ha cremat", 'parc Nou'],
  // A number may be written so, and what tells where it is belongs to it.
  ['carrer Major no 12, cantonada amb el carrer Nou', 'carrer Major no 12, cantonada amb el carrer Nou'],
  ['plaza Nueva 4 bajos, frente al banco', 'plaza Nueva 4 bajos, frente al banco'],
  ['el carrer que va al cementiri', 'carrer que va al cementiri'],
])('what is said of a place is no part of it: %s', (typed, text) => {
  expect(namedPlaceIn(typed)?.text).toBe(text);
});

test.each([
  ["hi ha coloms a la plaça, s'ho caguen tot"],
  ['la font del parc no raja'],
  ['la plaza está llena de basura'],
])('a kind of place has no name where something is said of it at once: %s', (typed) => {
  expect(namedPlaceIn(typed)).toBeNull();
});

test('a number alone corrects the number of a place', () => {
  expect(houseNumberIn('al 14')).toBe('14');
  expect(houseNumberIn('es el número 14 bis')).toBeNull();
  expect(withNumber('Plaça de la Vila, 1', '14')).toBe('Plaça de la Vila, 14');
  expect(withNumber('Plaça de la Vila', '14')).toBe('Plaça de la Vila, 14');
});

test('a place that only its speaker knows is no place', () => {
  for (const own of ['en mi calle', 'al meu carrer', 'in front of my house', 'aquí', 'davant de casa meva'])
    expect(isNamelessPlace(own)).toBe(true);
  for (const known of ['davant del forn', 'a la plaça', 'my street is carrer Major', 'in front of the school', ''])
    expect(isNamelessPlace(known)).toBe(false);
});
