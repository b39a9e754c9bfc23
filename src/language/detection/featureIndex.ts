/**
 * Assigns a row number to each feature met in training, without strings. Layout: open addressing; slot `i` has the 32-bit hash
 * `hashes[i]` and the row `rows[i]`, -1 where it is free.
 */
export interface FeatureIndex {
  readonly hashes: Int32Array;
  readonly rows: Int32Array;
  size: number;
}

const slots = 1 << 18;
/** Beyond this many features the search for a free slot grows long; further ones are left out. */
export const maxFeatures = slots * 0.75;
const free = -1;

export function newFeatureIndex(): FeatureIndex {
  return { hashes: new Int32Array(slots), rows: new Int32Array(slots).fill(free), size: 0 };
}

/** Row of a feature, a new one if it was never met; -1 once the index is full. */
export function rowFor(index: FeatureIndex, hash: number): number {
  let slot = firstSlot(hash);
  for (;;) {
    const row = index.rows[slot] ?? free;
    if (row === free) break;
    if (index.hashes[slot] === hash) return row;
    slot = (slot + 1) & (slots - 1);
  }
  if (index.size >= maxFeatures) return free;
  index.hashes[slot] = hash;
  index.rows[slot] = index.size;
  index.size += 1;
  return index.size - 1;
}

/** Each feature that was met, by its hash, with its row. */
export function* rowsByHash({ hashes, rows }: FeatureIndex): Generator<readonly [number, number]> {
  for (let slot = 0; slot < slots; slot += 1)
    if (rows[slot] !== free) yield [hashes[slot] as number, rows[slot] as number];
}

function firstSlot(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
