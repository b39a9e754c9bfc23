import { describe, expect, test } from '@jest/globals';
import {
  addsBesideAsking,
  asksHowToAdd,
  asksIfNoted,
  endsByAdding,
  saysSameCase,
  saysTerms,
  toThePoint,
} from '../../../src/core/flows/adding.ts';

test('what people say before they come to the point is left out', () => {
  expect(toThePoint('Ok, also note that it flickers')).toBe('note that it flickers');
  expect(toThePoint('apúntalo también que parpadea')).toBe('apuntalo que parpadea');
  expect(toThePoint('afegeixo')).toBe('afegeixo');
});

describe('it is the same matter', () => {
  test.each([
    ['no obriu un altre cas, és el mateix fanal'],
    ['no abra otro caso, es la misma farola'],
    ["dont open another one, it's the same dog"],
    ['és la mateixa queixa'],
    ['es lo mismo de antes'],
    ['not a new case'],
    ['no es otra queja'],
  ])('%s', (text) => {
    expect(saysSameCase(text)).toBe(true);
  });

  test.each([
    ['vull obrir un altre cas'],
    ['no vull posar cap queixa'],
    ['quiero otra cita, no la misma'],
    ['no me llega otra factura'],
    ['is it at the same place?'],
    ['tengo otra queja'],
  ])('not: %s', (text) => {
    expect(saysSameCase(text)).toBe(false);
  });
});

describe('how something is added', () => {
  test.each([
    ['com puc afegir una cosa al meu cas?'],
    ['cómo añado algo a mi caso'],
    ['how do I add something to my case?'],
    ['puc afegir una foto?'],
    ['can I send a photo to my report'],
    ['ok, ¿puedo añadir más información?'],
  ])('is asked: %s', (text) => {
    expect(asksHowToAdd(text)).toBe(true);
    expect(addsBesideAsking(text)).toBe(false);
  });

  test.each([
    ['how do I add my daughter to the register'],
    ['com puc enviar una foto del DNI per al padró'],
    ['puc afegir que fa pampallugues'],
    ['can I add that it is on Fridays'],
    ['afegeix una foto'],
  ])('is not: %s', (text) => {
    expect(asksHowToAdd(text)).toBe(false);
  });

  test('may come with what is added', () => {
    expect(addsBesideAsking('com puc afegir una cosa al meu cas? és davant del 14')).toBe(true);
    expect(addsBesideAsking('how do i add something to my case? the pickup was for nov 3')).toBe(true);
  });
});

test('whether what was told was taken in', () => {
  for (const text of ['did you change it to 26?', 'have you noted that', 'ho heu canviat?', '¿ha quedado apuntado?'])
    expect([text, asksIfNoted(text)]).toEqual([text, true]);
  for (const text of ['ja ho heu arreglat?', 'how do I change it', 'he canviat de pis', 'lo han pintado?'])
    expect([text, asksIfNoted(text)]).toEqual([text, false]);
});

test('what ends by asking that it be added', () => {
  for (const text of [
    'hi ha rates, afegiu-ho',
    'y tira basura, añádelo también',
    'he throws rubbish, add that to my report',
  ])
    expect([text, endsByAdding(text)]).toEqual([text, true]);
  for (const text of ['com ho puc afegir', 'apunteu-ho', 'where do I add that I moved', 'lo quiero cambiar'])
    expect([text, endsByAdding(text)]).toEqual([text, false]);
});

test('when something has to be done, or suits somebody', () => {
  for (const text of [
    'ha de ser abans de les 11',
    'deberían cortar la calle',
    'they can only come in the morning',
    'només puc al matí',
    'solo estoy por las tardes',
    'I am only home after six',
  ])
    expect([text, saysTerms(text)]).toEqual([text, true]);
  for (const text of ['he de portar el DNI', 'tengo que ir yo', 'do I have to be home', 'només vull saber el preu'])
    expect([text, saysTerms(text)]).toEqual([text, false]);
});
