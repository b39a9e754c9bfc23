import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packStarts, startOfList } from '../../../src/language/text/packedStarts.ts';

/** Starts of lists of these sizes. */
function startsOf(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  for (const [list, size] of sizes.entries()) starts[list + 1] = (starts[list] as number) + size;
  return starts;
}

test('says where each list begins and where the last one ends, however long lists are', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(5), fc.nat(9_000), fc.nat(200_000))), (sizes) => {
      const starts = startsOf(sizes);
      const packed = packStarts(starts);
      expect([...starts].map((_, list) => startOfList(packed, list))).toEqual([...starts]);
    }),
  );
});

test('takes two bytes a list while lists are short', () => {
  expect(packStarts(startsOf(new Array(1_000).fill(4_000))).offsets).toBeInstanceOf(Uint16Array);
  expect(packStarts(startsOf(new Array(1_000).fill(5_000))).offsets).toBeInstanceOf(Uint32Array);
});
