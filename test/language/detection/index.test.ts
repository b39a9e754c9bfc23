import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDetector, type Detector } from '../../../src/language/detection/index.ts';
import { readLimit } from '../../../src/language/detection/words.ts';
import { catalan, english, mixed, otherLanguages, spanish, untelling } from './messages.ts';

let detector: Detector;
beforeAll(() => {
  detector = createDetector([]);
});

/** What a message tells: its language, or nothing. */
function notified(text: string): string {
  const { locale, isDistinctive } = detector.detect(text);
  return isDistinctive ? locale : 'nothing';
}

describe('a message in a language of the bot tells it', () => {
  test.each(catalan)('Catalan: %s', (text) => expect(notified(text)).toBe('ca'));
  test.each(spanish)('Spanish: %s', (text) => expect(notified(text)).toBe('es'));
  test.each(english)('English: %s', (text) => expect(notified(text)).toBe('en'));
});

describe('accents, capitals and typing habits make no difference', () => {
  const stripped = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
  const long = (texts: readonly string[]) => texts.filter((text) => text.split(' ').length >= 4);
  const all = [
    ...long(catalan).map((text) => ['ca', text] as const),
    ...long(spanish).map((text) => ['es', text] as const),
    ...long(english).map((text) => ['en', text] as const),
  ];

  test.each(all)('%s: %s', (locale, text) => {
    expect(detector.detect(stripped(text)).locale).toBe(locale);
    expect(detector.detect(text.toUpperCase()).locale).toBe(locale);
    expect(detector.detect(text.normalize('NFD')).locale).toBe(locale);
    expect(detector.detect(text.replace(/[.,;:!?¡¿]/g, '')).locale).toBe(locale);
    expect(detector.detect(`${text} 😀😀 https://www.elprat.cat/ 1234 !!!`).locale).toBe(locale);
  });

  test('a long last vowel and fancy letters are the plain word', () => {
    expect(notified('vullllll parlar amb algúúúú')).toBe('ca');
    expect(notified('𝗾𝘂𝗶𝗲𝗿𝗼 𝗵𝗮𝗯𝗹𝗮𝗿 𝗰𝗼𝗻 𝗮𝗹𝗴𝘂𝗶𝗲𝗻')).toBe('es');
  });
});

describe('what tells nothing', () => {
  test.each(untelling)('%j', (text) => expect(notified(text)).toBe('nothing'));

  test('is a guess with little confidence when it is only a name', () => {
    for (const text of ['Calle Mayor 3', 'IBI', 'Juan García López', 'Sant Cosme', '', '👍', '12']) {
      expect(detector.detect(text).confidence).toBeLessThanOrEqual(0.6);
    }
  });

  test('hints at a language when it is a greeting', () => {
    expect(detector.detect('buenos días')).toMatchObject({ locale: 'es', isDistinctive: false });
    expect(detector.detect('bona tarda')).toMatchObject({ locale: 'ca', isDistinctive: false });
    expect(detector.detect('good morning')).toMatchObject({ locale: 'en', isDistinctive: false });
    expect(detector.detect('good morning').confidence).toBeGreaterThan(0.9);
  });
});

describe('other languages', () => {
  test.each(otherLanguages)('%s: %s', (_, text) => expect(notified(text)).toBe('other'));

  test('are said only of three words and more, or of another script', () => {
    for (const text of ['bonjour', 'guten Tag', 'grazie mille', 'danke schön', 'buongiorno a']) {
      expect(detector.detect(text).locale).not.toBe('other');
    }
    expect(notified('да')).toBe('other');
    expect(detector.detect('π').locale).not.toBe('other');
  });

  test('a foreign name in a sentence does not make it foreign', () => {
    expect(notified('vull parlar amb la Иванова si us plau')).toBe('ca');
    expect(notified('quiero una cita para Wojciech Kowalski')).toBe('es');
  });
});

test.each(mixed)('mixed languages go to the dominant one, %s: %s', (locale, text) => {
  expect(notified(text)).toBe(locale);
});

describe("the city's own phrases", () => {
  test('are learnt from', () => {
    const word = 'xerrameca vilatxonda';
    const before = detector.detect(word).confidence;
    const taught = createDetector(
      Array.from({ length: 20 }, (_, index) => ({ locale: 'en' as const, text: `${word} number ${index}` })),
    );
    expect(taught.detect(word).locale).toBe('en');
    expect(taught.detect(word).confidence).toBeGreaterThan(1 - before);
  });

  test('do not drown the seed corpus when only one language has them', () => {
    const lopsided = createDetector(
      Array.from({ length: 6000 }, (_, index) => ({
        locale: 'es' as const,
        text: `trámite número ${index} del padrón`,
      })),
    );
    for (const text of catalan.slice(0, 10)) expect(lopsided.detect(text).locale).toBe('ca');
    for (const text of english.slice(0, 10)) expect(lopsided.detect(text).locale).toBe('en');
  });
});

describe('any text whatever', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1200 }),
    fc.string({ unit: 'grapheme', maxLength: 1200 }),
    fc
      .array(
        fc.constantFrom(
          'ﷺ',
          "'",
          '-',
          '·',
          'l·l',
          'ñ',
          ' ',
          '\n',
          '@',
          '.',
          '\ud800',
          '\udc00',
          'a',
          '9',
          '👩‍👩‍👧',
          '\u0301',
        ),
      )
      .map((pieces) => pieces.join('')),
  );

  test('is judged without throwing, with a probability', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { locale, confidence, isDistinctive } = detector.detect(text);
        expect(['ca', 'es', 'en', 'other']).toContain(locale);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        if (locale === 'other') expect(isDistinctive).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('is judged by its first 500 characters', () => {
    fc.assert(
      fc.property(anyText, fc.string({ maxLength: 2000 }), (text, more) => {
        const head = text.padEnd(readLimit, ' no ho sé').slice(0, readLimit);
        expect(detector.detect(head + more)).toEqual(detector.detect(head));
      }),
    );
  });

  test('leaves no trace in the next judgement', () => {
    const question = 'on puc aparcar prop de la platja';
    const alone = detector.detect(question);
    fc.assert(
      fc.property(anyText, (text) => {
        detector.detect(text);
        expect(detector.detect(question)).toEqual(alone);
      }),
    );
  });
});
