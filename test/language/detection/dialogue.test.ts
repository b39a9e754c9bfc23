import { describe, expect, test } from '@jest/globals';
import { type ChosenLanguage, chooseLocale } from '../../../src/core/dialogue/languageChoice.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import { createDetector } from '../../../src/language/detection/index.ts';

const detector = createDetector([]);

/** Plays messages as a conversation does; each is answered in the language beside it. */
function play(start: ChosenLanguage | null, fallback: Locale, script: readonly (readonly [string, Locale])[]): void {
  let current = start;
  for (const [text, expected] of script) {
    const choice = chooseLocale(current, detector.detect(text), fallback);
    expect([text, choice.locale]).toEqual([text, expected]);
    if (choice.changed) current = { locale: choice.locale, explicit: choice.explicit };
  }
}

describe('a conversation keeps its language', () => {
  test('Catalan through what tells nothing, until a Spanish sentence', () => {
    play(null, 'es', [
      ['Bon dia, voldria saber com puc empadronar-me', 'ca'],
      ['ok', 'ca'],
      ['gracias', 'ca'],
      ['sí', 'ca'],
      ['👍', 'ca'],
      ['Calle Mayor 3', 'ca'],
      ['IBI', 'ca'],
      ['no', 'ca'],
      ['muchas gracias!', 'ca'],
      ['thanks', 'ca'],
      ['Juan García', 'ca'],
      ['¿y cuánto tiempo tengo para pagar el recibo?', 'es'],
      ['gràcies', 'es'],
      ['Carrer Major 12', 'es'],
      ['deixalleria', 'es'],
      ['vale', 'es'],
    ]);
  });

  test('Spanish through Catalan names and courtesy', () => {
    play(null, 'ca', [
      ['hola', 'ca'],
      ['quería pedir hora para el padrón', 'es'],
      ['bon dia', 'es'],
      ['plaça de la Vila', 'es'],
      ['escola bressol', 'es'],
      ['Festa Major', 'es'],
      ['si us plau', 'es'],
      ['ajuntament', 'es'],
      ['adéu', 'es'],
    ]);
  });

  test('English among Catalan', () => {
    play(null, 'ca', [
      ['hi, where do I register my address?', 'en'],
      ['ok gràcies', 'en'],
      ['OIAC', 'en'],
      ['avinguda Montserrat', 'en'],
      ['doncs ara ja ho entenc tot', 'ca'],
    ]);
  });

  test('a message in an unknown language changes nothing', () => {
    play(null, 'ca', [
      ['necesito ayuda con el alquiler', 'es'],
      ['je voudrais prendre un rendez-vous à la mairie', 'es'],
      ['Здравствуйте', 'es'],
      ['no', 'es'],
    ]);
  });
});

test("a person's own choice stays, whatever they write", () => {
  play({ locale: 'en', explicit: true }, 'ca', [
    ['vull parlar amb una persona de l’ajuntament', 'en'],
    ['quiero hablar con alguien', 'en'],
    ['thanks', 'en'],
    ['Wo ist das Rathaus bitte', 'en'],
  ]);
});

test('a first message that is only a greeting decides until a better one comes', () => {
  play(null, 'ca', [
    ['buenos días', 'es'],
    ['IBI', 'es'],
    ['quan es paga?', 'ca'],
  ]);
  play(null, 'ca', [['good morning', 'en']]);
  play(null, 'ca', [['Calle Mayor 3', 'ca']]);
  play(null, 'es', [['👍', 'es']]);
});
