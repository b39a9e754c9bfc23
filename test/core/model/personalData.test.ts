import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskPersonalData, type PersonalDataKind } from '../../../src/core/model/maskPersonalData.ts';
import { anyText } from '../../support/arbitrary.ts';

const mask = (text: string) => maskPersonalData(text, (kind) => `<${kind}>`);

describe('identifiers are masked as people type them', () => {
  const typed: Readonly<Record<PersonalDataKind, readonly string[]>> = {
    dni: [
      '12345678Z',
      '12345678z',
      '12345678-Z',
      '12345678 Z',
      '12.345.678-Z',
      '12345678 - Z',
      '1234567L',
      'X1234567L',
      'x-1234567-l',
      'Y1234567 X',
    ],
    iban: [
      'ES9121000418450200051332',
      'ES91 2100 0418 4502 0005 1332',
      'es91-2100-0418-4502-0005-1332',
      'ES91 2100 0418 45 0200051332',
      '2100 0418 45 0200051332',
      '21000418450200051332',
      'DE89370400440532013000',
      'DE89 3704 0044 0532 0130 00',
      'GB29 NWBK 6016 1331 9268 19',
      'FR1420041010050500013M02606',
      'NL91ABNA0417164300',
      'BE68 5390 0754 7034',
    ],
    card: ['4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111', '3782 822463 10005', '378282246310005'],
    phone: [
      '933790050',
      '933 790 050',
      '93 379 00 50',
      '933 79 00 50',
      '612-345-678',
      '612.345.678',
      '+34 612 345 678',
      '+34612345678',
      '0034933790050',
      '34 933 790 050',
      '+44 20 7946 0958',
      '+33 1 99 00 12 34',
    ],
    email: ['maria@example.org', 'Maria.Puig+prat@correu.example.cat', 'josé@exámple.es'],
  };

  const cases = Object.entries(typed).flatMap(([kind, texts]) => texts.map((text) => [kind, text] as const));

  test.each(cases)('%s %s', (kind, text) => {
    expect(mask(text)).toEqual({ text: `<${kind}>`, kinds: [kind] });
  });

  test.each(cases)('%s %s within a sentence, of which nothing else goes', (kind, text) => {
    expect(mask(`El meu és ${text}, gràcies.`)).toEqual({ text: `El meu és <${kind}>, gràcies.`, kinds: [kind] });
    expect(mask(`és (${text}) para pagar hoy`)).toEqual({ text: `és (<${kind}>) para pagar hoy`, kinds: [kind] });
    expect(mask(`${text} para pagar bien`)).toEqual({ text: `<${kind}> para pagar bien`, kinds: [kind] });
  });

  test('several of them, each by its kind', () => {
    expect(mask('12345678Z i 612 345 678, a@b.cat')).toEqual({
      text: '<dni> i <phone>, <email>',
      kinds: ['email', 'dni', 'phone'],
    });
  });
});

describe('harmless numbers are left alone', () => {
  test.each([
    'des de 1998 fins al 2026',
    'costa 1.250.000 euros, o 12.500 €',
    'són 12,50 € al mes',
    'Plaça de la Vila, 1, 08820 El Prat de Llobregat',
    "carrer d'Ignasi Iglésias 114, 3r 2a",
    'expedient 2026/001234',
    'expedient 2026/001234 A',
    'el 24/11/2026 a les 10:30 h',
    'el 20261124 a les 10',
    "el 20261124 d'aquest any",
    'del 2026 al 2027 y 12345678 o más',
    'de 9 a 13.30 h i de 16.30 a 19 h',
    'línia 10, parada 1234',
    'la matrícula 1234 BCD',
    'un pis de 75 m2 amb 3 habitacions',
    '12345678kg de ferralla',
    '010, 112 i 061',
  ])('%s', (text) => {
    expect(mask(text)).toEqual({ text, kinds: [] });
  });

  test('a telephone with an extension is a telephone and no document', () => {
    expect(mask('933 790 050 ext 12')).toEqual({ text: '<phone> ext 12', kinds: ['phone'] });
  });
});

describe('any text', () => {
  test('is masked without a fault, and a masked text has nothing left to mask', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: fc.constantFrom(...'0123456789 -.+@aZx') })), (text) => {
        const once = maskPersonalData(text, () => ' ');
        expect(once.kinds.length === 0).toBe(once.text === text);
        expect(new Set(once.kinds).size).toBe(once.kinds.length);
      }),
    );
  });

  test.each(['1', '1 ', 'a', 'a@', '1-', 'es91 ', '+1 ', 'x1234567 ', '. '])(
    'is masked in time that grows with its length: %j a hundred thousand times',
    (piece) => {
      expect(mask(piece.repeat(100_000)).text.length).toBeGreaterThan(0);
    },
  );
});
