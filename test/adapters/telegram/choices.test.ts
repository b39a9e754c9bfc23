import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chosenData, dataOf, readData } from '../../../adapters/telegram/choices.ts';

const secret = new Uint8Array(32).fill(1);

test('a value that fits is carried as it is, a longer one by its name, and both fit a button', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), (value) => {
      const { data, sealAs } = dataOf(value, secret);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(readData(data)).toEqual(sealAs === null ? { value } : { sealedAs: sealAs });
      expect(sealAs === null).toBe(Buffer.byteLength(value) <= 63);
    }),
  );
});

test.each([
  [63, 64],
  [64, 44],
])('%d bytes are carried in %d', (bytes, carried) => {
  expect(Buffer.byteLength(dataOf('a'.repeat(bytes), secret).data)).toBe(carried);
});

test('a name differs by value and by installation', () => {
  const [one, other] = ['entry:'.padEnd(80, 'a'), 'entry:'.padEnd(80, 'b')];
  const names = [dataOf(one, secret), dataOf(other, secret), dataOf(one, new Uint8Array(32).fill(2))];
  expect(new Set(names.map(({ data }) => data)).size).toBe(3);
});

test.each([chosenData, '', 'v', 'hshort', 'anything else'])('%j stands for nothing', (data) => {
  expect(readData(data)).toBeNull();
});
