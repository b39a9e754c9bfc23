import { describe, expect, test } from '@jest/globals';
import { nearlyEqualTo } from './nearlyEqual.ts';

describe('nearly equal', () => {
  const isKnown = nearlyEqualTo([
    'Hi ha foc a la cuina!',
    'no puc respirar bé des d’ahir a la nit',
    '救命，着火了',
    '…',
  ]);

  test.each([
    'hi ha FOC, a la cuina',
    'hi ha foc a la cuìna',
    'no puc respirar be des d ahir a la nit ja',
    '救命着火了',
  ])('%s', (text) => {
    expect(isKnown(text)).toBe(true);
  });

  test.each(['hi ha una cuina', 'no puc venir demà a la nit', '我要登记', '', '?'])('not %s', (text) => {
    expect(isKnown(text)).toBe(false);
  });
});
