import { createHash, hash } from 'node:crypto';

/** Bytes of a hash. */
export const hashLength = 32;

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** The hash of an entry (RFC 6962, 2.1): its prefix keeps an entry from being taken for an inner node. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return createHash('sha256').update(leafPrefix).update(entry).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  // At once, which takes less than piece by piece: a proof hashes some hundred nodes.
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/** The root of a tree without entries. */
export const emptyRoot: Uint8Array = hash('sha256', '', 'buffer');

/** The root of a perfect subtree over a power of two of hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let index = 0; index < row.length; index += 2) {
      above.push(nodeHash(row[index] as Uint8Array, row[index + 1] as Uint8Array));
    }
    row = above;
  }
  return row[0] as Uint8Array;
}

/** The largest power of two below a number from 2 on: where RFC 6962 splits a tree of that size. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
