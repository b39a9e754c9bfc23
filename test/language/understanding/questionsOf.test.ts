import { describe, expect, test } from '@jest/globals';
import { questionsOf } from '../../../src/language/understanding/questionsOf.ts';

describe('the questions of a message', () => {
  test.each([
    ["Com m'empadrono? Quant costa?", ["Com m'empadrono?", 'Quant costa?']],
    ['quiero empadronarme y cuánto cuesta', ['quiero empadronarme', 'y cuánto cuesta']],
    ['how do I register, and where is the office?', ['how do I register', 'and where is the office?']],
    ['vull llençar un sofà\ni què he de fer amb la nevera', ['vull llençar un sofà', 'i què he de fer amb la nevera']],
    ['quant val i què hem de portar?', ['quant val', 'i què hem de portar?']],
    ['dónde la pago y hasta qué día me hacéis la mitad?', ['dónde la pago', 'y hasta qué día me hacéis la mitad?']],
    ['where do I hand that in and with what', ['where do I hand that in', 'and with what']],
    ['com ens registrem, quins papers calen', ['com ens registrem', 'quins papers calen']],
  ])('%j are %j', (text, questions) => {
    expect(questionsOf(text)).toEqual(questions);
  });

  test.each([
    ['one question', 'Com em puc empadronar al Prat?'],
    ['the English word for oneself', 'my dog died, what do I do'],
    ['what only leads up to a question', 'soc paleta, puc portar-hi runa d’un client?'],
    ['a thing and another', 'taula i cadires per llençar'],
    ['words too few to ask anything', 'Hola! Bon dia. Com m’empadrono?'.replace('Bon dia', 'Ei')],
    ['nothing', ''],
  ])('are none where there is %s', (_, text) => {
    expect(questionsOf(text)).toEqual([]);
  });

  test('are none where there are so many that they tell a story', () => {
    expect(questionsOf('Vaig venir ahir. No hi havia ningú. Vaig esperar molt. Què faig ara?')).toEqual([]);
  });
});
