/**
 * An immutable map from a 32-bit hash to a whole number, as two typed arrays that can move between threads.
 * Layout: open addressing; slot `i` has the hash `keys[i]` and the number `values[i]`.
 */
export interface HashTable {
  /** Hashes, 0 where empty; the length is a power of two. */
  readonly keys: Uint32Array<ArrayBuffer>;
  readonly values: Int32Array<ArrayBuffer>;
}

/** A table that holds `entries`, at most half full so that a miss is found in about one step. */
export function buildTable(entries: ReadonlyMap<number, number>): HashTable {
  let size = 16;
  while (size < entries.size * 2) size *= 2;
  const keys = new Uint32Array(size);
  const values = new Int32Array(size);
  for (const [key, value] of entries) {
    let at = key & (size - 1);
    while (keys[at] !== 0) at = (at + 1) & (size - 1);
    keys[at] = key;
    values[at] = value;
  }
  return { keys, values };
}

/** The number stored for a hash, or -1. */
export function lookUp(table: HashTable, key: number): number {
  const { keys } = table;
  const mask = keys.length - 1;
  let at = key & mask;
  for (;;) {
    const found = keys[at];
    if (found === key) return table.values[at] as number;
    if (found === 0) return -1;
    at = (at + 1) & mask;
  }
}
