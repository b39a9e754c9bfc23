import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cut, dimensions } from './texts.ts';

/** Precomputed vectors by text. */
interface VectorStore {
  readonly size: number;
  /** The vector of a text, of unit length, from 384 numbers of 8 bits; null: it isn't there. */
  get(text: string): Float32Array | null;
}

/** Vectors of what the shipped content is learnt from, made ahead on this machine: `npm run meaning:vectors`. */
export const vectorsAhead = fileURLToPath(new URL('../../../dist/learnt/vectors.bin', import.meta.url));

/*
 * The file: "vectors1", 56 bytes with the id of the model (ASCII, zeros after it), the number of texts as little-endian
 * u32 and 60 zeros; then the first 16 bytes of each text's SHA-256, ascending; then 384 signed bytes for each, in the
 * same order. Their length is omitted, since it is one.
 */
const magic = 'vectors1';
const headBytes = 128;
const keyBytes = 16;

/**
 * Reads a file of `writeVectors`. A file that is missing, damaged, or of another model yields none: they can always be
 * recomputed.
 */
export function readVectors(file: string, modelId: string | null): VectorStore {
  // Some 20 MB that are looked up when something is learnt or tried: the memory is returned in between.
  let kept: WeakRef<Table> | null = null;
  const table = (): Table => {
    const known = kept?.deref() ?? readTable(file, modelId);
    kept = new WeakRef(known);
    return known;
  };
  return {
    size: table().count,
    get(text) {
      const { bytes, count } = table();
      const index = find(bytes, count, keyOf(text));
      if (index < 0) return null;
      const start = headBytes + count * keyBytes + index * dimensions;
      return ofUnitLength(new Int8Array(bytes.buffer, bytes.byteOffset + start, dimensions));
    },
  };
}

/** What a file of vectors holds. */
interface Table {
  readonly bytes: Buffer;
  readonly count: number;
}

function readTable(file: string, modelId: string | null): Table {
  const bytes = modelId === null ? null : read(file);
  return bytes === null || modelId === null
    ? { bytes: Buffer.alloc(0), count: 0 }
    : { bytes, count: countOf(bytes, modelId) };
}

/** The place of a key among those of a table; -1: it isn't there. */
function find(bytes: Buffer, count: number, key: Buffer): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const from = headBytes + middle * keyBytes;
    const order = key.compare(bytes, from, from + keyBytes);
    if (order === 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Writes vectors of unit length by their texts; the same ones give the same file. */
export function writeVectors(file: string, modelId: string, vectors: ReadonlyMap<string, Float32Array>): void {
  const rows = new Map([...vectors].map(([text, vector]) => [keyOf(text).toString('hex'), quantised(vector)]));
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = Buffer.alloc(headBytes);
  head.write(magic, 0, 'latin1');
  head.write(modelId, magic.length, 56, 'latin1');
  head.writeUInt32LE(sorted.length, 64);
  const keys = sorted.map(([key]) => Buffer.from(key, 'hex'));
  const values = sorted.map(([, value]) => Buffer.from(value.buffer));
  // A concurrent reader finds the old file or the new one.
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, Buffer.concat([head, ...keys, ...values]));
  renameSync(`${file}.new`, file);
}

/**
 * Updates a file of vectors to hold those of `texts` and no others. Only missing texts are given to `embed`. Resolves
 * to how many there are now, and how many of them are new.
 */
export async function updateVectors(deps: {
  readonly file: string;
  readonly modelId: string;
  readonly texts: readonly string[];
  readonly embed: (texts: readonly string[]) => Promise<readonly (Float32Array | null)[]>;
}): Promise<{ size: number; made: number }> {
  const { file, modelId } = deps;
  const kept = readVectors(file, modelId);
  const vectors = new Map<string, Float32Array>();
  const missing = new Set<string>();
  for (const text of deps.texts) {
    const vector = kept.get(text);
    if (vector === null) missing.add(text);
    else vectors.set(text, vector);
  }
  const made = await deps.embed([...missing]);
  for (const [index, text] of [...missing].entries()) {
    const vector = made[index] ?? null;
    if (vector === null) throw new Error('a text has no vector: see the log');
    vectors.set(text, vector);
  }
  writeVectors(file, modelId, vectors);
  return { size: readVectors(file, modelId).size, made: missing.size };
}

function read(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function countOf(bytes: Buffer, modelId: string): number {
  if (bytes.length < headBytes || bytes.toString('latin1', 0, magic.length) !== magic) return 0;
  if (bytes.toString('latin1', magic.length, 64).replace(/\0+$/, '') !== modelId) return 0;
  const count = bytes.readUInt32LE(64);
  return bytes.length === headBytes + count * (keyBytes + dimensions) ? count : 0;
}

function keyOf(text: string): Buffer {
  return createHash('sha256').update(cut(text)).digest().subarray(0, keyBytes);
}

/** A vector in numbers of 8 bits. */
export function quantised(vector: Float32Array): Int8Array {
  const largest = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  return Int8Array.from(vector, (number) => Math.round((number * 127) / largest));
}

/** The vector of such numbers. Thousands at each start: loops take a tenth of the time that iterators do. */
export function ofUnitLength(numbers: Int8Array): Float32Array {
  let sum = 0;
  for (let d = 0; d < numbers.length; d++) sum += (numbers[d] as number) ** 2;
  const length = Math.sqrt(sum);
  const vector = new Float32Array(numbers.length);
  for (let d = 0; d < numbers.length; d++) vector[d] = (numbers[d] as number) / length;
  return vector;
}
