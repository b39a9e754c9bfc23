/**
 * An immutable map from a 32-bit hash to a whole number, as typed arrays that can move between threads.
 * Layout: `keys` has the hashes in ascending order. Those whose first bits are the number `b` are from `starts[b]` up to,
 * not including, `starts[b + 1]`; there are two to four of them, so that one is found in as many steps as in a table with
 * empty slots, which takes twice the memory.
 */
export interface HashTable {
  readonly keys: Uint32Array<ArrayBuffer>;
  /** Indices in `keys`; one more than a power of two. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** The number of each hash; empty where it is the hash's index in `keys`. */
  readonly values: Int32Array<ArrayBuffer>;
}

const hashesEach = 2;

/** A table that holds `entries`. */
export function buildTable(entries: ReadonlyMap<number, number>): HashTable {
  const keys = Uint32Array.from(entries.keys()).sort();
  const values = Int32Array.from(keys, (key) => entries.get(key) as number);
  const bits = Math.max(1, Math.floor(Math.log2(keys.length / hashesEach)));
  const starts = new Uint32Array(2 ** bits + 1);
  for (const key of keys) (starts[(key >>> (32 - bits)) + 1] as number)++;
  for (let b = 1; b < starts.length; b++) (starts[b] as number) += starts[b - 1] as number;
  return { keys, starts, values: values.every((value, index) => value === index) ? new Int32Array() : values };
}

/** The number stored for a hash, or -1. */
export function lookUp({ keys, starts, values }: HashTable, key: number): number {
  const first = key >>> shiftOf(starts);
  const end = starts[first + 1] as number;
  for (let at = starts[first] as number; at < end; at++)
    if (keys[at] === key) return values.length === 0 ? at : (values[at] as number);
  return -1;
}

/** Writes the numbers stored for the first `count` of some hashes, or -1. */
export function lookUpAll(table: HashTable, hashes: Uint32Array, count: number, into: Int32Array): void {
  const { keys, starts, values } = table;
  const shift = shiftOf(starts);
  const isByPlace = values.length === 0;
  for (let i = 0; i < count; i++) {
    const key = hashes[i] as number;
    const first = key >>> shift;
    const end = starts[first + 1] as number;
    let at = starts[first] as number;
    while (at < end && keys[at] !== key) at++;
    into[i] = at === end ? -1 : isByPlace ? at : (values[at] as number);
  }
}

/** By how much a hash is shifted to leave its first bits. */
function shiftOf(starts: Uint32Array): number {
  return Math.clz32(starts.length - 1) + 1;
}
