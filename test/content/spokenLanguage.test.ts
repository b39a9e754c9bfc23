import { beforeAll, describe, expect, test } from '@jest/globals';
import { createSpokenLanguage } from '../../src/content/spokenLanguage.ts';
import { shippedContent } from '../support/shippedContent.ts';

let spoken: ReturnType<typeof createSpokenLanguage>;
beforeAll(async () => {
  const content = await shippedContent();
  spoken = createSpokenLanguage(content.languages);
});

test.each([
  ['does anyone speak english', ['en']],
  ['Hi ha algú que parli anglès?', ['en']],
  ['¿me pueden atender en inglés?', ['en']],
  ['English, please', ['en']],
  ['puc parlar amb algú en castellà', ['es']],
  ['¿alguien habla catalán?', ['ca']],
  ['is there somebody who speaks French', ['fr']],
  ['parla algú xinès', ['zh']],
  ['parla algú anglès o francès', ['en', 'fr']],
  ['només parlo castellà', ['es']],
])('%s asks for %s and nothing else', (text, wanted) => {
  expect(spoken(text)).toEqual({ wanted, refused: [], rest: '' });
});

test('what is put in words of its own asks for a language, too', () => {
  expect(spoken('is there a lawyer who speaks English')).toEqual({ wanted: ['en'], refused: [], rest: null });
});

test.each([
  'quiero hacer un curso de inglés',
  "no parlo català, on puc aprendre'n",
  'english',
  'soc anglès, com m’empadrono',
  'vull parlar amb una persona',
  'my son speaks English at school and I would like to know which nursery is bilingual',
  'my wife does not speak Spanish, which papers do we need',
  '¿tienen el formulario para personas que no hablan español?',
  'can I get it in Spanish, English, French',
])('and not: %s', (text) => {
  expect(spoken(text)).toBeNull();
});

describe('a language that is not spoken is not wanted', () => {
  test.each([
    ['i dont speak catalan', [], ['ca']],
    ['no parlo anglès', [], ['en']],
    ['no entiendo el catalán', [], ['ca']],
    ["I don't speak Catalan, only English", ['en'], ['ca']],
    ['no hablo catalán, solo castellano', ['es'], ['ca']],
    ['no parlo ni català ni castellà', [], ['ca', 'es']],
    ['my spanish is bad', [], ['es']],
    ['english, not spanish', ['en'], ['es']],
  ])('%s', (text, wanted, refused) => {
    expect(spoken(text)).toEqual({ wanted, refused, rest: '' });
  });
});

describe('what is said besides is told apart', () => {
  test.each([
    ['where do i go, i dont speak spanish', 'where do i go'],
    ['where do i go i dont speak spanish', 'where do i go'],
    ['no hablo español dónde tengo que ir', 'dónde tengo que ir'],
    ['No parlo castellà. On he d’anar?', 'On he d’anar?'],
    ['english. how do i pay it', 'how do i pay it'],
    ['ok in english. How do I pay a parking fine', 'How do I pay a parking fine'],
    ['I speak english too. how long do i wait', 'how long do i wait'],
    ['¿Podemos hablar en castellano? ¿Dónde pago el IBI?', '¿Dónde pago el IBI?'],
    ['parlo anglès i quant costa?', 'quant costa?'],
    ["I don't speak Spanish. I want to register my baby", 'I want to register my baby'],
    ['Hello! do you speak English? thanks', ''],
  ])('%s: %s', (text, rest) => {
    expect(spoken(text)?.rest).toBe(rest);
  });
});
