import { describe, expect, test } from '@jest/globals';
import { reachesBeyondTown, townElsewhere, withoutOrigin } from '../../../src/language/retrieval/elsewhere.ts';

const entry = (...texts: string[]) => ({ id: 'a.b', variants: texts.map((text) => ({ locale: 'ca' as const, text })) });

test('other towns belong to an entry that people name them with', () => {
  expect(reachesBeyondTown(entry('quin bus va a Barcelona?', 'on para el bus', 'com vaig a Lleida'))).toBe(true);
});

test('one wording of many does not make it so, nor does this town', () => {
  const many = Array.from({ length: 40 }, (_, number) => `horari de la biblioteca ${number}`);
  expect(reachesBeyondTown(entry('la biblioteca de Lleida', ...many))).toBe(false);
  expect(reachesBeyondTown(entry('la biblioteca del Prat', ...many))).toBe(false);
  expect(reachesBeyondTown(entry())).toBe(false);
});

describe('a text is about another town', () => {
  test.each([
    ["com m'empadrono a Barcelona", 'near'],
    ['y en Castelldefels cuándo es la preinscripción?', 'near'],
    ['and in Gavà?', 'near'],
    ['hi ha mercat al carrer major de Lleida?', 'near'],
    ['my mates fine is from barcelona, where does he pay', 'near'],
    ['estic aquí a Barcelona, on pago', 'near'],
    ['how do I get a visa for China', 'abroad'],
    ['when is the train from France', 'abroad'],
    // What somebody has is of there, not somebody.
    ['la multa és de Girona, on la pago', 'near'],
    // What is there is asked for where somebody is.
    ['estic a Barcelona, on puc aparcar', 'near'],
    ['estoy en Girona, ¿dónde hay una biblioteca?', 'near'],
  ])('%s', (text, where) => {
    expect(townElsewhere(text)).toBe(where);
  });
});

describe('a name is no sign of that', () => {
  test.each([
    // In the name of a street.
    'put in a complaint about the dog, carrer de Madrid 14',
    'c/ Madrid 14',
    "no hi ha llum a l'avinguda del Pare Andreu de Palma",
    'farola rota en avenida Padre Andreu de Palma 12',
    "l'avinguda de Girona està bruta",
    'la plaza de Valencia',
    'Lleida street is dark',
    'exacte, el de Lleida 12',
    // Of where people come from, or live.
    'vinc de Barcelona, què haig de portar',
    'vengo de Sevilla, qué papeles necesito',
    'I come from Madrid, what do I need',
    "I'm from Barcelona",
    'nosotros vivimos en Barcelona, ¿podemos igualmente?',
    'she is registered in Cornellà but stays with me',
    'ara dormo a Sant Boi amb uns amics',
    'mi novia es de Lleida, qué papeles hacen falta',
    'my wife is from London',
    // Of where people are.
    "I'm in Barcelona now, can I do it by internet",
    'ara mateix soc a Girona, ho puc fer per internet?',
    'estoy en Madrid de viaje, puedo renovarlo?',
    // Of a car.
    'es un seat ibiza blanco',
    'me he comprado un toledo',
    // Beside "here", or this town.
    'puc portar-ho aquí si és de Gavà',
    'del Prat a Barcelona',
    // Where there is none.
    'quan obre la biblioteca',
  ])('%s', (text) => {
    expect(townElsewhere(text)).toBeNull();
  });
});

test('a text is read without the town that people come from, unless it says no more', () => {
  expect(withoutOrigin('Vinc de Barcelona, què haig de portar')).toBe('que haig de portar');
  expect(withoutOrigin('soc de Viladecans')).toBe('soc de Viladecans');
  expect(withoutOrigin('i a Viladecans?')).toBe('i a Viladecans?');
  expect(withoutOrigin('al carrer Lleida no hi ha llum')).toBe('al carrer Lleida no hi ha llum');
});

test.each([
  ['my boyfriend is from Morocco what papers', 'my boyfriend what papers'],
  ['how do I register if im from the United Kingdom', 'how do i register'],
  ["soc de la República Dominicana, com m'empadrono", "com m'empadrono"],
  ['mi mujer es de Colombia, qué papeles', 'mi mujer, que papeles'],
  ['I moved from Barcelona last week, how do I register', 'how do i register'],
  ["vaig arribar de Gàmbia fa dos mesos, com m'empadrono", "com m'empadrono"],
  ["I'm in Germany now, can I renew it", 'can i renew it'],
  ['és un seat Ibiza blanc', 'es un seat blanc'],
  // What is asked is about that country.
  ['quin visat cal per al Marroc', 'quin visat cal per al Marroc'],
  ['my parcel from China is lost', 'my parcel from China is lost'],
])('what only tells of people from anywhere is left out: %s', (text, left) => {
  expect(withoutOrigin(text)).toBe(left);
});
