import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../../src/language/text/fold.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('folding', () => {
  test.each([
    ['Què és això?', 'que es aixo?'],
    ['ESPAÑA', 'espana'],
    ['Paral·lel', 'parallel'],
    ['al.legacions', 'allegacions'],
    ['col-legi', 'collegi'],
    ['paraŀlel', 'parallel'],
    ['l’escola', "l'escola"],
    ['ﬁnestra', 'finestra'],
    ['İstanbul', 'istanbul'],
    ['Straße', 'strasse'],
  ])('%s becomes %s', (typed, folded) => {
    expect(fold(typed)).toBe(folded);
  });

  test('never throws and changes nothing the second time, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  test('accents and case make no difference', () => {
    const words = fc.array(fc.constantFrom('recollida', 'àrea', 'NIÑO', 'pingüí', 'col·legi', 'Çedilla'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ');
        expect(fold(text.normalize('NFD').toUpperCase())).toBe(fold(text));
      }),
    );
  });
});
