import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contrastOf, textOn } from '../../../web/console/model/contrast.ts';

test('contrast is counted as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('#123456', '#123456')).toBe(1);
});

test('a text is read on any colour', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(fc.property(colour, (each) => contrastOf(each, textOn(each)) >= 4.5));
});
