import { emptyRoot, nodeHash, perfectRoot, splitOf } from './hashes.ts';
import type { ReadTile } from './tileReader.ts';
import { tileWidth } from './tiles.ts';

/** log2 of the width of a tile: a level of tiles is eight levels of the tree. */
const tileHeight = 8;

/** The root of a tree of `size` entries, computed from its tiles. */
export function rootFrom(readTile: ReadTile, size: number): Promise<Uint8Array> {
  return size === 0 ? Promise.resolve(emptyRoot) : rangeHash(readTile, size, 0, size);
}

/** Proves that an entry is in a tree (RFC 6962, 2.1.1). */
export async function inclusionProof(readTile: ReadTile, size: number, index: number): Promise<readonly Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`there is no entry ${index} in a tree of ${size}`);
  const path: Uint8Array[] = [];
  for (let [from, until] = [0, size]; until - from > 1; ) {
    const middle = from + splitOf(until - from);
    if (index < middle) {
      path.unshift(await rangeHash(readTile, size, middle, until));
      until = middle;
    } else {
      path.unshift(await rangeHash(readTile, size, from, middle));
      from = middle;
    }
  }
  return path;
}

/** Proves that a tree begins with the whole of an older one (RFC 6962, 2.1.2); empty for an older one without entries. */
export async function consistencyProof(
  readTile: ReadTile,
  size: number,
  older: number,
): Promise<readonly Uint8Array[]> {
  if (!(older >= 0 && older <= size)) throw new RangeError(`a tree of ${size} has no older one of ${older}`);
  if (older === 0) return [];
  const path: Uint8Array[] = [];
  let [from, until] = [0, size];
  while (until !== older) {
    const middle = from + splitOf(until - from);
    if (older <= middle) {
      path.unshift(await rangeHash(readTile, size, middle, until));
      until = middle;
    } else {
      path.unshift(await rangeHash(readTile, size, from, middle));
      from = middle;
    }
  }
  // The older tree itself is known to the verifier.
  if (from > 0) path.unshift(await rangeHash(readTile, size, from, until));
  return path;
}

/** The hash over the entries from `from` up to, not including, `until` of a tree of `size` entries. */
async function rangeHash(readTile: ReadTile, size: number, from: number, until: number): Promise<Uint8Array> {
  const length = until - from;
  const height = Math.log2(length);
  if (Number.isInteger(height) && from % length === 0) return subtreeHash(readTile, size, height, from / length);
  const middle = from + splitOf(length);
  const left = await rangeHash(readTile, size, from, middle);
  return nodeHash(left, await rangeHash(readTile, size, middle, until));
}

/** The hash of the perfect subtree number `index` of its height. */
async function subtreeHash(readTile: ReadTile, size: number, height: number, index: number): Promise<Uint8Array> {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = index * count;
  const tile = Math.floor(first / tileWidth);
  const hashes = Math.floor(size / tileWidth ** level);
  const read = await readTile({ level, index: tile, width: Math.min(tileWidth, hashes - tile * tileWidth) });
  return perfectRoot(read.slice(first % tileWidth, (first % tileWidth) + count));
}
