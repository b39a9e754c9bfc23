import { describe, expect, test } from '@jest/globals';
import {
  asksIfNeeded,
  asksSomewhere,
  asksWhen,
  asksWhether,
  isPlacePhrase,
  isQuestion,
  isStatement,
  isStory,
} from '../../../src/core/flows/phrasing.ts';

describe('a place, as people answer "where is it?"', () => {
  test.each([
    'al costat de la farmàcia',
    'just davant del col·legi',
    "és a l'entrada de l'institut",
    'la plaça del mercat',
    'on hi ha la font',
    'a prop del riu',
    'en la esquina, al lado del banco',
    'donde los contenedores de vidrio',
    'está en la acera de mi portal',
    'frente al centro de salud',
    "it's by the school gate",
    'right outside the police station',
    'where the recycling bins are',
    'on the corner by the bakery',
    'the one next to the train station',
    'el del costat de la parada',
    'la que está junto al colegio',
    "el que hi ha davant de l'ambulatori",
    'aquell de darrere el mercat',
  ])('%s', (text) => {
    expect(isPlacePhrase(text)).toBe(true);
  });

  test.each([
    'també hi ha una rata al parc',
    'a part, han cremat un contenidor',
    'a quina hora obre la biblioteca',
    'también hay un perro suelto',
    'quiero renovar el carnet de la biblioteca',
    'where do I pay the water bill',
    'there is a rat in the park',
    'a tree has fallen in the park',
    'the one I ordered last week',
    'la que va venir ahir',
    'el de la setmana passada',
  ])('and not: %s', (text) => {
    expect(isPlacePhrase(text)).toBe(false);
  });
});

test.each([
  ['em van fer fora', 'me echaron de allí', 'they sent me away'],
  ['hi vaig anar dimarts', 'fui el martes', 'I went on Tuesday'],
  ['va ser a la biblioteca', 'la chica me gritó', 'it was in the library'],
])('what happened is a story: %s, %s, %s', (...texts) => {
  for (const text of texts) expect([text, isStory(text)]).toEqual([text, true]);
});

test.each(['també volen ferros', 'ho van a buscar', '¿por qué no?', 'I am married', 'la pared del colegio'])(
  'and this is none: %s',
  (text) => {
    expect(isStory(text)).toBe(false);
  },
);

test('questions need no question mark, and a story that begins with "when" is none', () => {
  for (const text of ['quan passen a recollir', 'cuánto cuesta casarse', 'how do I register', 'a qué hora abre'])
    expect([text, isQuestion(text)]).toEqual([text, true]);
  for (const text of ['quan hi vaig anar em van cridar', 'when I arrived they shouted at me', 'va ser dimarts'])
    expect([text, isQuestion(text)]).toEqual([text, false]);
});

test('what is so, or is wanted, is a statement', () => {
  for (const text of ['hi ha un arbre', 'quiero renovar el carnet', 'there is a dog'])
    expect([text, isStatement(text)]).toEqual([text, true]);
  for (const text of ['al costat de la farmàcia', 'la biblioteca', 'next to the school'])
    expect([text, isStatement(text)]).toEqual([text, false]);
});

test.each([
  ["ok, i'll call them. is there any group for women here"],
  ['fine. how do i delete what i told you'],
  ['vosaltres sabeu si obriu dilluns'],
  ['me pueden decir dónde se paga'],
  ['y eso quién lo lleva'],
  ['need to know how to register'],
  ['no photo. just when will someone come'],
])('a sentence asks wherever it stands: %s', (text) => {
  expect(asksSomewhere(text)).toBe(true);
});

test.each([
  ['va ser dimarts. quina vergonya'],
  ['yes. is very dangerous'],
  ['no saben com fer-ho'],
  ['fa pudor. com sempre que plou surt aigua'],
  ['cada nit fins a les quatre'],
])('what tells something does not: %s', (text) => {
  expect(asksSomewhere(text)).toBe(false);
});

test.each([
  ['quan ho arreglareu'],
  ['y para cuándo estará'],
  ['ok, when will it be fixed'],
  ['quant de temps trigareu'],
  ['how long will it take?'],
  ['cuánto tardaréis en arreglarlo'],
  ['quan triguen'],
  ['quan el recullen'],
  ['cuándo lo arreglan'],
])('asks when something will be done: %s', (text) => {
  expect(asksWhen(text)).toBe(true);
});

test.each([
  ['quan plou surt aigua'],
  ['cuando fui ayer'],
  ['when I got there'],
  ['cuánto tardan normalmente'],
  ['quan costa'],
])('asks nothing of that: %s', (text) => {
  expect(asksWhen(text)).toBe(false);
});

test('whether somebody will come, or be in touch', () => {
  for (const text of ['em trucareu?', '¿me van a llamar?', 'will someone come?', 'ok. is anyone going to contact me?'])
    expect([text, asksWhether(text)]).toEqual([text, true]);
  for (const text of ['vindran demà al matí', '¿me puede llamar alguien?', 'will it be fixed?', 'is someone there?'])
    expect([text, asksWhether(text)]).toEqual([text, false]);
});

test('whether what was asked has to be told', () => {
  for (const text of [
    'és obligatori?',
    '¿tengo que decirlo?',
    'do I have to say it?',
    'is it required',
    'no entiendo por que tengo q contestar esto',
    'no entenc per què ho he de dir',
    "I don't see why you ask that",
  ])
    expect([text, asksIfNeeded(text)]).toEqual([text, true]);
  for (const text of [
    'do I have to be home?',
    'cal cita prèvia?',
    'tengo que ir yo?',
    'no entiendo por qué me han multado',
  ])
    expect([text, asksIfNeeded(text)]).toEqual([text, false]);
});
