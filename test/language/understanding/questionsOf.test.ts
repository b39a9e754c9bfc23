import { describe, expect, test } from '@jest/globals';
import { questionsOf, statesIn, wantsIn } from '../../../src/language/understanding/questionsOf.ts';

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
    ['horario de la biblioteca y como solicito una beca', ['horario de la biblioteca', 'y como solicito una beca']],
    ['el padrón cuánto tarda y me hace falta cita', ['el padrón cuánto tarda', 'y me hace falta cita']],
    ['vull casar-me i també saber si cal cita', ['vull casar-me', 'i també saber si cal cita']],
    ['I need a skip and to know what it costs', ['I need a skip', 'and to know what it costs']],
  ])('%j are %j', (text, questions) => {
    expect(questionsOf(text)).toEqual(questions);
  });

  test.each([
    ['one question', 'Com em puc empadronar al Prat?'],
    ['the English word for oneself', 'my dog died, what do I do'],
    ['what only leads up to a question', 'soc paleta, puc portar-hi runa d’un client?'],
    ['"how" that joins', 'treballo a la tarda i com que no hi puc anar truco'],
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

describe('a part of a message', () => {
  test.each([
    'lo necesito para el medico',
    'ho necessito per la feina',
    'xq ella no puede esperar',
    'és que la meva mare no hi pot anar',
    'soy viuda y cobro poco',
    'no tenim cotxe',
    'I work until 18',
    'and my wife is pregnant',
  ])('only tells something: %j', (part) => {
    expect(statesIn(part)).toBe(true);
  });

  test.each([
    ['Hola, vull empadronar-me', true],
    ['i quisiera un carnet', true],
    ["we'd like to get married", true],
    ['I need a skip', true],
    ['no vull res', false],
    ['my son wants a bike', false],
    ['horario de la biblioteca', false],
  ])('says what somebody wants: %j, %s', (part, wished) => {
    expect(wantsIn(part)).toBe(wished);
  });

  test.each([
    ['asks by its mark', 'soy viuda, me lo pagan?'],
    ['asks by a word', 'tinc dubtes de quan obren'],
    ['asks what must be done', 'tengo que pagar el local'],
    ['wishes for something', 'quiero saber el precio'],
    ['names a matter', 'y pilas gastadas'],
  ])('that %s does not only tell: %j', (_, part) => {
    expect(statesIn(part)).toBe(false);
  });
});
