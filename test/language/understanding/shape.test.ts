import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shapeOf } from '../../../src/language/understanding/shape.ts';

describe('the form of a text', () => {
  test('counts its words, and sees whether it asks', () => {
    expect(shapeOf('Quant costa?')).toMatchObject({ words: 2, asks: true });
    expect(shapeOf('el fanal del carrer')).toMatchObject({ words: 4, asks: false });
    expect(shapeOf('')).toEqual({
      words: 0,
      continues: false,
      refers: false,
      asks: false,
      wonders: false,
      places: false,
      ordinal: null,
    });
  });

  test.each([
    "m'han denegat la beca, on reclamo",
    'mhan posat una multa i quants dies tinc',
    'me han negado la ayuda. dónde recurro',
    'my form was lost, how do I get another',
    'com la pago',
  ])('sees that it asks for directions: %s', (text) => expect(shapeOf(text).wonders).toBe(true));

  test.each([
    'el carrer on visc és ple de brossa',
    'com sempre, ningú no neteja',
    'quan plou s’inunda tot',
    'huele como a gas',
    'the bin where I live is full',
  ])('sees that it does not: %s', (text) => expect(shapeOf(text).wonders).toBe(false));

  test.each(['i quant costa', 'Y por internet?', 'and on Saturdays?', 'però no en tinc', 'També els dissabtes?'])(
    'sees that it continues: %s',
    (text) => expect(shapeOf(text).continues).toBe(true),
  );

  test.each(['vull pagar una multa', 'idioma', 'yogur i fruita'])('sees that it does not continue: %s', (text) =>
    expect(shapeOf(text).continues).toBe(false),
  );

  test.each(['on ho puc pagar', 'cuánto cuesta eso', 'is it free', 'això què vol dir'])(
    'sees that it refers: %s',
    (text) => expect(shapeOf(text).refers).toBe(true),
  );

  test.each([
    'el fanal del carrer Major, 12',
    'en la plaza de la Vila',
    'the lamp in front of the school',
    'davant de l’escola',
    'avinguda Verge de Montserrat',
    'number 14',
    'al costat del forn',
    'cerca de la estación',
    "darrere d'una furgoneta",
    'c/ Major',
    'av. del Canal',
  ])('sees a place: %s', (text) => expect(shapeOf(text).places).toBe(true));

  test.each(['el fanal no funciona', 'etc. i prou', 'cerca!', 'tinc 2 fills', 'my parking permit'])(
    'sees no place: %s',
    (text) => expect(shapeOf(text).places).toBe(false),
  );

  test.each([
    ['la primera', 1],
    ['el segon', 2],
    ['La 3a, sisplau', 3],
    ['the last one', -1],
    ['la última', -1],
    ['quiero la cuarta por favor', 4],
    ['la primera vegada que vinc', null],
    ['primera o segona', null],
    ['the one', null],
  ])('%s: %j', (text, ordinal) => {
    expect(shapeOf(text).ordinal).toBe(ordinal);
  });

  test('is told of any text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { words, ordinal } = shapeOf(text);
        expect(words).toBeLessThanOrEqual(text.length);
        if (ordinal !== null) expect(words).toBeGreaterThan(0);
      }),
    );
  });
});
