import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callingCodes, isLikeNumber, toMobileNumber } from '../../../../src/core/model/contact/mobileNumber.ts';

const digit = fc.integer({ min: 0, max: 9 });
const digits = (count: number) => fc.array(digit, { minLength: count, maxLength: count }).map((each) => each.join(''));
/** Mobile numbers of Spain. */
const mobile = fc.oneof(
  digits(8).map((rest) => `6${rest}`),
  fc.tuple(fc.constantFrom('71', '72', '73', '74', '78'), digits(7)).map((each) => each.join('')),
);
const separator = fc.constantFrom('', '', ' ', '.', '-', ' - ', '\u00a0', '–');
/** However people group it. */
const grouped = (number: string) =>
  fc
    .array(separator, { minLength: number.length, maxLength: number.length })
    .map((signs) => Array.from(number, (each, at) => (at === 0 ? each : `${signs[at]}${each}`)).join(''))
    .filter((typed) => typed.length <= 28);

test('a number is the same however it is written, with the code of the country or without', () => {
  const written = mobile.chain((number) =>
    fc
      .tuple(fc.constantFrom('', '+34', '+34 ', '0034', '0034-', '34'), grouped(number))
      .map(([prefix, typed]) => ({ number, typed: `${prefix}${typed}` }))
      .filter(({ typed }) => typed.length <= 28),
  );
  fc.assert(
    fc.property(written, ({ number, typed }) => {
      const plus = typed.startsWith('(+34)') ? typed.replace('(+34)', '+34') : typed;
      expect(toMobileNumber(plus, ['34'])).toBe(`+34${number}`);
    }),
  );
});

test('what is taken is E.164, of one of the countries, and is taken again as it is', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^\+?[0-9 .-]{5,20}$/),
    fc.tuple(fc.constantFrom(...callingCodes), digits(9)).map(([code, rest]) => `+${code}${rest}`),
  );
  const countries = fc.uniqueArray(fc.constantFrom(...callingCodes), { minLength: 1 });
  fc.assert(
    fc.property(text, countries, (typed, codes) => {
      const number = toMobileNumber(typed, codes);
      if (number === null) return;
      expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
      expect(codes.some((code) => number.startsWith(`+${code}`))).toBe(true);
      expect(toMobileNumber(number, codes)).toBe(number);
      expect(isLikeNumber(typed)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['803123456', 'premium'],
  ['806 12 34 56', 'premium'],
  ['905123456', 'premium'],
  ['+34807123456', 'premium'],
  ['901123456', 'shared cost'],
  ['900123456', 'free'],
  ['701234567', 'personal number, dearer'],
  ['590123456', 'of a machine'],
  ['934796700', 'landline'],
  ['+4915112345678', 'of another country'],
  ['+1 900 555 0100', 'premium abroad'],
  ['25560', 'short number of services'],
  ['112', 'emergencies'],
  ['+34+34600000000', 'none'],
  ['61234567', 'too short'],
  ['6123456789', 'too long'],
  ['el meu és 612345678', 'more than a number'],
  ['', 'nothing'],
])('%s is refused (%s)', (typed) => {
  expect(toMobileNumber(typed, ['34'])).toBeNull();
});

test('numbers without a code are of the first country; those of the others have theirs', () => {
  expect(toMobileNumber('06 12 34 56 78', ['33', '34'])).toBe('+33612345678');
  expect(toMobileNumber('+34 612 345 678', ['33', '34'])).toBe('+34612345678');
  expect(toMobileNumber('+376 312 345', ['34', '376'])).toBe('+376312345');
  expect(toMobileNumber('+376 312 345', ['34'])).toBeNull();
  expect(toMobileNumber('６１２３４５６７８', ['34'])).toBe('+34612345678');
});
