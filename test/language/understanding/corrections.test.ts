import { describe, expect, test } from '@jest/globals';
import { mayReject, readCorrection } from '../../../src/language/understanding/corrections.ts';

describe('what is meant is told from what is not', () => {
  test.each([
    ["noo, no t'he demanat el casament, he dit parella de fet", 'he dit parella de fet'],
    ["és el de la guarderia no el d'escombraries", 'és el de la guarderia'],
    ['no, el empadronamiento mío no, los datos del perro', 'los datos del perro'],
    ['no la de libros no, la del comedor de la escuela', 'la del comedor de la escuela'],
    ['i dont mean rent, i mean the gas bill', 'i mean the gas bill'],
    ['sorry I meant the cool places, till what time', 'sorry I meant the cool places, till what time'],
    ['thats the car sticker, i was on about the bikes', 'i was on about the bikes'],
    ['i meant 19 not 17', 'i meant 19'],
    ['no i mean the penalty, not the fee', 'no i mean the penalty'],
    ['no vull explicacions, vull saber quant em toca', 'vull saber quant em toca'],
    ['no, que no em funciona la targeta', 'que no em funciona la targeta'],
  ])('%s', (text, meant) => {
    expect(readCorrection(text)).toMatchObject({ meant, denies: false });
  });

  test('a single clause does not tell them apart', () => {
    expect(readCorrection('la targeta del bus')).toEqual({
      ...{ meant: '', rejected: '', isMarked: false, denies: false, rejects: null },
    });
  });
});

describe('who only says what is not meant is not read as meaning it', () => {
  test.each([
    'pero no te pregunto por los contenedores',
    'que no, no és res de la brossa',
    'no, no em referia a això home',
    'i did not ask about the bins',
    "that's not it, i'm not talking about that",
  ])('%s', (text) => {
    expect(readCorrection(text)).toEqual({
      ...{ meant: '', rejected: '', isMarked: false, denies: true, rejects: null },
    });
  });
});

describe('what is named only to be rejected is told', () => {
  test.each([
    ['no em refereixo a casals, vull un curro', 'vull un curro', 'said'],
    ["que no parlo d'impostos del banc. el pis del pare", 'el pis del pare', 'said'],
    ["i'm not talking about the dog, i mean myself", 'i mean myself', 'said'],
    ['la casa no el cotxe!!', 'la casa', 'named'],
    ['not the pool, the beach', 'the beach', 'named'],
    ['no és cap multa, és el padró', 'és el padró', 'named'],
    // What is told of oneself is not rejected.
    ['no tinc contracte, què faig per empadronar-me?', 'què faig per empadronar-me', null],
    ['No parlo bé. quan obre la deixalleria?', 'quan obre la deixalleria', null],
  ])('%s', (text, meant, rejects) => {
    expect(readCorrection(text)).toMatchObject({ meant, denies: false, rejects });
  });
});

describe('the words that name what is not meant are told apart', () => {
  test.each([
    ['not the website lol. is the beach open now?', 'not the website lol', false],
    ['quina multa? parlo del gos', 'quina multa', true],
    ['no quiero ser voluntario. mi madre necesita ayuda', 'no quiero ser voluntario', false],
    ["what?? nobody died. it's about the fine", 'what, nobody died', true],
    // Where they are all that is said.
    ['not taxes', 'not taxes', true],
    ['la web no', 'la web no', true],
    // Neither denies, nor says what is meant.
    ['la multa de antes, cuántos días decías?', '', false],
    ['no funciona', '', false],
  ])('%s', (text, rejected, isMarked) => {
    expect(readCorrection(text)).toMatchObject({ rejected, isMarked });
    expect(mayReject(text)).toBe(rejected !== '' || text.startsWith('no'));
  });
});
