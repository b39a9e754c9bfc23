/**
 * An immutable map from a 32-bit hash to a whole number, as two typed arrays that can move between threads.
 * Layout: open addressing; slot `i` has the hash `keys[i]` and the number `values[i]`.
 */
export interface HashTable {
  /** Hashes, 0 where empty. */
  readonly keys: Uint32Array<ArrayBuffer>;
  readonly values: Int32Array<ArrayBuffer>;
}

/** Slots an entry: a miss is found in about three steps, and the table takes half of what a power of two may take. */
const slotsAnEntry = 1.7;
const hashes = 2 ** 32;

/** A table that holds `entries`. */
export function buildTable(entries: ReadonlyMap<number, number>): HashTable {
  const size = Math.max(16, Math.ceil(entries.size * slotsAnEntry));
  const keys = new Uint32Array(size);
  const values = new Int32Array(size);
  for (const [key, value] of entries) {
    let at = slotOf(key, size);
    while (keys[at] !== 0) at = at + 1 === size ? 0 : at + 1;
    keys[at] = key;
    values[at] = value;
  }
  return { keys, values };
}

/** The number stored for a hash, or -1. */
export function lookUp({ keys, values }: HashTable, key: number): number {
  const size = keys.length;
  let at = slotOf(key, size);
  for (;;) {
    const found = keys[at];
    if (found === key) return values[at] as number;
    if (found === 0) return -1;
    at = at + 1 === size ? 0 : at + 1;
  }
}

/** Writes the numbers stored for the first `count` of some hashes, or -1. */
export function lookUpAll({ keys, values }: HashTable, hashes: Uint32Array, count: number, into: Int32Array): void {
  const size = keys.length;
  for (let i = 0; i < count; i++) {
    const key = hashes[i] as number;
    let at = slotOf(key, size);
    let found = keys[at] as number;
    while (found !== key && found !== 0) {
      at = at + 1 === size ? 0 : at + 1;
      found = keys[at] as number;
    }
    into[i] = found === 0 ? -1 : (values[at] as number);
  }
}

/** Where a hash is looked for first: hashes are spread over all 32 bits. */
function slotOf(key: number, size: number): number {
  return Math.floor((key / hashes) * size);
}
