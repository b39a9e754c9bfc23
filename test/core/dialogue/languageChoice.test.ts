import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ChosenLanguage, chooseLocale } from '../../../src/core/dialogue/languageChoice.ts';
import { locales } from '../../../src/core/model/locale.ts';
import type { Detection } from '../../../src/core/model/understanding.ts';

const spanish: Detection = { locale: 'es', confidence: 0.95, isDistinctive: true };
const catalan: ChosenLanguage = { locale: 'ca', explicit: false };

describe('a new conversation', () => {
  test('takes the language of a message that tells', () => {
    expect(chooseLocale(null, spanish, 'ca')).toEqual({ locale: 'es', explicit: false, changed: true });
    expect(chooseLocale(null, spanish, 'es')).toEqual({ locale: 'es', explicit: false, changed: true });
  });

  test('takes a confident hint, since there is nothing else', () => {
    expect(chooseLocale(null, { ...spanish, isDistinctive: false }, 'ca')).toMatchObject({
      locale: 'es',
      changed: true,
    });
  });

  test.each<Detection>([
    { locale: 'es', confidence: 0.79, isDistinctive: true },
    { locale: 'es', confidence: 0.6, isDistinctive: false },
    { locale: 'other', confidence: 0.99, isDistinctive: true },
  ])('falls back, and remembers nothing, on %j', (detection) => {
    expect(chooseLocale(null, detection, 'en')).toEqual({ locale: 'en', explicit: false, changed: false });
  });
});

describe('a conversation under way', () => {
  test('changes with a message that tells', () => {
    expect(chooseLocale(catalan, spanish, 'ca')).toEqual({ locale: 'es', explicit: false, changed: true });
  });

  test('has nothing to remember when the language is the same', () => {
    expect(chooseLocale({ locale: 'es', explicit: false }, spanish, 'ca')).toEqual({
      locale: 'es',
      explicit: false,
      changed: false,
    });
  });

  test.each<Detection>([
    { locale: 'es', confidence: 1, isDistinctive: false },
    { locale: 'es', confidence: 0.79, isDistinctive: true },
    { locale: 'other', confidence: 0.99, isDistinctive: true },
  ])('stays on %j, whatever the fallback', (detection) => {
    expect(chooseLocale(catalan, detection, 'en')).toEqual({ locale: 'ca', explicit: false, changed: false });
  });
});

const anyDetection = fc.record({
  locale: fc.constantFrom<Detection['locale']>(...locales, 'other'),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  isDistinctive: fc.boolean(),
});
const anyLocale = fc.constantFrom(...locales);

test("a person's own choice wins over any detection, for good", () => {
  fc.assert(
    fc.property(anyLocale, anyDetection, anyLocale, (locale, detection, fallback) => {
      expect(chooseLocale({ locale, explicit: true }, detection, fallback)).toEqual({
        locale,
        explicit: true,
        changed: false,
      });
    }),
  );
});

test('detection never makes a choice explicit, and a message that does not tell never changes a conversation', () => {
  fc.assert(
    fc.property(anyLocale, anyDetection, anyLocale, (locale, detection, fallback) => {
      const choice = chooseLocale({ locale, explicit: false }, detection, fallback);
      expect(choice.explicit).toBe(false);
      if (!detection.isDistinctive) expect(choice).toEqual({ locale, explicit: false, changed: false });
    }),
  );
});
