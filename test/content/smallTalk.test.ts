import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SmalltalkFile } from '../../src/content/schema/talk.ts';
import { createSmallTalk, type SmallTalk, withForeignTalk, wordingsOf } from '../../src/content/smallTalk.ts';
import { locales } from '../../src/core/model/locale.ts';
import { shippedContent } from '../support/shippedContent.ts';

let small: SmallTalk;
let written: SmalltalkFile;
beforeAll(async () => {
  const content = await shippedContent();
  written = content.smalltalk;
  small = createSmallTalk(written);
});

describe('what is nothing but small talk', () => {
  test.each([
    [
      'hello',
      ['hola', 'HOLAAA!!', 'ola', 'hi', 'hey', 'bones!', 'Bon dia 👋', 'hola, bon dia', 'buenaaas', '👋🏽', 'hey hey'],
    ],
    ['thanks', ['gràcies!!', 'gracias', 'ok, gracias 👍', 'moltes gràcies jaja', 'thx', '🙏🏻', 'vale gràcies']],
    ['ok', ['ok', 'OK!', 'vale', 'vale vale', 'd’acord', '👍', '👍🏿👍🏿', 'oki', '✔️']],
    ['welcome', ['de res', 'de nada!', "you're welcome", '🤝']],
    ['wishes', ['bon nadal', 'Bones festes!!! 🎄', 'feliz año', 'happy new year', '🎉']],
    [
      'goodbye',
      ['que passi bona tarda', 'gràcies, que tingueu un bon dia!', 'que pase buena tarde', 'have a lovely evening'],
    ],
    [
      'robot',
      [
        'jajaja muchas gracias majo, eres un robot o q?',
        'gràcies maco, ets una màquina o què',
        'haha thanks, is this a bot or what',
      ],
    ],
    ['praise', ['❤️', '👏👏', 'ets genial']],
    ['insult', ['👎', '😡']],
    ['robot', ['ets un robot?', 'eres una persona o un robot', 'is this a bot or is there someone?']],
    ['no-words', ['?', '...', '!!', '😂', '🐶', 'jajajaja', 'mmm', '🤖😀', '👩‍👩‍👧']],
    ['how-are-you', ['hola com estàs', '¿qué tal todo?']],
    ['goodbye', ['adéu', 'bye', 'adeu adeu', 'gràcies, adéu', 'bueno, adiós', 'ok bye, thanks a lot']],
  ])('is of %s: %j', (entry, texts) => {
    for (const text of texts) expect([text, small.entryOf(text)]).toEqual([text, `smalltalk.${entry}`]);
  });

  test.each([
    'hola, com m’empadrono?',
    'que passi la inspecció demà',
    'gracias, eres un robot y la multa qué?',
    'gràcies però encara no m’han respost',
    'ok i quan obriu?',
    'vale, i el certificat',
    '1',
    '2026',
    'foc',
    '👍 al carril bici',
    'bon nadal sense llums al carrer',
    '<script>alert(1)</script>',
    'спасибо',
    'ok '.repeat(30),
    '',
  ])('is not taken for it with anything besides: %j', (text) => {
    expect(small.entryOf(text)).toBeNull();
  });
});

test('every wording that ships is of the entry under which it stands', () => {
  for (const entry of written.entries) {
    for (const wording of locales.flatMap((locale) => wordingsOf(entry, locale))) {
      expect([wording, small.entryOf(wording)]).toEqual([wording, entry.id]);
    }
  }
});

describe('the language of small talk', () => {
  test.each([
    ['hi', 'en'],
    ['thanks', 'en'],
    ['gracias', 'es'],
    ['gràcies', 'ca'],
    ['bon nadal', 'ca'],
    ['feliz año', 'es'],
  ] as const)('is that of the words that only one has: %s is %s', (text, locale) => {
    expect(small.languageOf(text)).toEqual({ locale, confidence: 0.9, isDistinctive: false });
  });

  test.each(['ok', '👍', 'hola', 'vale'])('is nobody’s where several have them: %s', (text) => {
    expect(small.languageOf(text)).toMatchObject({ confidence: 0, isDistinctive: false });
  });

  test('is not asked of anything else', () => {
    expect(small.languageOf('hi, how do I register?')).toBeNull();
  });
});

test('a goodbye is found where a text ends or begins with it, whatever else it says', () => {
  for (const text of ['vaja quin rotllo. adeu', 'adeu, moltes llaunes per res', "i'll ring them tomorrow then. bye"])
    expect(small.leaveIn(text)).toBe('smalltalk.goodbye');
  for (const text of ['adeu', 'vaja quin rotllo', 'hola. quan obriu?']) expect(small.leaveIn(text)).toBeNull();
});

describe('thanks and goodbyes in other languages', () => {
  let foreign: SmallTalk;
  beforeAll(async () => {
    const content = await shippedContent();
    foreign = createSmallTalk(withForeignTalk(content.smalltalk, content.languages));
  });

  test.each([
    ['thanks', ['Merci beaucoup !', 'شكراً جزيلاً', 'Mulțumesc', 'شکریہ', '谢谢！', 'Muito obrigada', 'Grazie mille']],
    ['thanks', ['Vielen Dank', 'Дякую', 'Большое спасибо']],
    ['goodbye', ['merci, au revoir', 'شكرا، مع السلامة', 'multumesc, la revedere', 'شکریہ، خدا حافظ', '谢谢，再见']],
    [
      'goodbye',
      ['obrigado, adeus', 'Grazie, arrivederci', 'Danke, tschüss', 'дякую, до побачення', 'спасибо, до свидания'],
    ],
  ])('are small talk: %s', (entry, texts) => {
    for (const text of texts) {
      expect([text, foreign.entryOf(text)]).toEqual([text, `smalltalk.${entry}`]);
      expect([text, foreign.languageOf(text)?.confidence]).toEqual([text, 0]);
    }
  });

  test('mean nothing with anything besides', () => {
    expect(foreign.entryOf('спасибо, а сколько это стоит?')).toBeNull();
  });
});
