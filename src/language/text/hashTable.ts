import { type PackedStarts, packStarts, startOfList } from './packedStarts.ts';

/**
 * An immutable map from a 32-bit hash to a whole number, as typed arrays that can move between threads.
 * Layout: hashes in ascending order. Those whose first bits are the number `b` are from the start of list `b` up to, not
 * including, that of list `b + 1`; there are one to four of them, so that one is found in as many steps as in a table
 * with empty slots, which takes twice the memory. Of each hash, `keys` has the bits that are left: two bytes in a large
 * table.
 */
export interface HashTable {
  readonly keys: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
  /** As many lists as a power of two. */
  readonly starts: PackedStarts;
  /** The number of each hash; empty where it is the hash's index in `keys`. */
  readonly values: Int32Array<ArrayBuffer>;
}

const hashesEach = 2;
/** From so many first bits on, those that are left take two bytes. */
const manyBits = 16;

/** A table that holds `entries`. */
export function buildTable(entries: ReadonlyMap<number, number>): HashTable {
  const hashes = Uint32Array.from(entries.keys()).sort();
  const values = Int32Array.from(hashes, (hash) => entries.get(hash) as number);
  const bits = bitsFor(hashes.length);
  const left = 32 - bits;
  const starts = new Uint32Array(2 ** bits + 1);
  for (const hash of hashes) (starts[(hash >>> left) + 1] as number)++;
  for (let b = 1; b < starts.length; b++) (starts[b] as number) += starts[b - 1] as number;
  const keys = hashes.map((hash) => hash & maskOf(left));
  return {
    keys: bits >= manyBits ? Uint16Array.from(keys) : keys,
    starts: packStarts(starts),
    values: values.every((value, index) => value === index) ? new Int32Array() : values,
  };
}

/** By how many first bits so many hashes are told apart. */
function bitsFor(count: number): number {
  const bits = Math.max(1, Math.floor(Math.log2(count / hashesEach)));
  // One hash a list: the longer list of starts costs less than two bytes a hash.
  return bits === manyBits - 1 ? manyBits : bits;
}

/** The number stored for a hash, or -1. */
export function lookUp({ keys, starts, values }: HashTable, hash: number): number {
  const left = bitsLeft(starts);
  const first = hash >>> left;
  const key = hash & maskOf(left);
  const end = startOfList(starts, first + 1);
  for (let at = startOfList(starts, first); at < end; at++)
    if (keys[at] === key) return values.length === 0 ? at : (values[at] as number);
  return -1;
}

/** Writes the numbers stored for the first `count` of some hashes, or -1. */
export function lookUpAll(table: HashTable, hashes: Uint32Array, count: number, into: Int32Array): void {
  const { keys, starts, values } = table;
  const left = bitsLeft(starts);
  const mask = maskOf(left);
  const isByPlace = values.length === 0;
  for (let i = 0; i < count; i++) {
    const hash = hashes[i] as number;
    const first = hash >>> left;
    const key = hash & mask;
    const end = startOfList(starts, first + 1);
    let at = startOfList(starts, first);
    while (at < end && keys[at] !== key) at++;
    into[i] = at === end ? -1 : isByPlace ? at : (values[at] as number);
  }
}

/** How many bits of a hash its list does not tell. */
function bitsLeft({ offsets }: PackedStarts): number {
  return Math.clz32(offsets.length - 1) + 1;
}

function maskOf(bits: number): number {
  return -1 >>> (32 - bits);
}
