import { expect, test } from '@jest/globals';
import { readAtMost } from '../../../src/core/util/readAtMost.ts';

/** Pieces that say whether anybody who reads them has let go. */
function pieces(...sizes: readonly number[]) {
  const source = { ended: false };
  async function* send() {
    try {
      for (const [index, size] of sizes.entries()) yield new Uint8Array(size).fill(index + 1);
    } finally {
      source.ended = true;
    }
  }
  return { source, send };
}

test('pieces are put together in their order', async () => {
  expect(await readAtMost(pieces(2, 0, 1).send(), 3)).toEqual(new Uint8Array([1, 1, 3]));
});

test('more than is allowed is not read, and its source is let go', async () => {
  const { source, send } = pieces(2, 2, 2);
  expect(await readAtMost(send(), 3)).toBeNull();
  expect(source.ended).toBe(true);
});
