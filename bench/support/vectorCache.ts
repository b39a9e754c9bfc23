import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Computes the sentence vectors of texts. */
export type Embed = (texts: readonly string[]) => readonly Float32Array[];

interface VectorCache {
  /** Of each text, in their order: from the file, or computed now. */
  vectorsOf(texts: readonly string[]): readonly Float32Array[];
  /** Writes what is new. A process that ends without it computes the same vectors again. */
  save(): void;
}

const hashBytes = 32;

/** The file of the vectors of one model, in the system's folder for temporary files. */
export function vectorCacheFile(modelId: string): string {
  return join(tmpdir(), 'finestreta-bench', `${modelId}.vectors`);
}

/**
 * Keeps vectors in a file, so that a benchmark computes each only once. Layout: the hash of all that follows, then for
 * each text its hash and the numbers of its vector, of 32 bits. A file that is damaged, or cut off, counts as empty.
 */
export function openVectorCache(file: string, size: number, embed: Embed): VectorCache {
  const known = readKnown(file, size);
  let added = 0;

  function computeMissing(texts: readonly string[]): void {
    const missing = [...new Set(texts)].filter((text) => !known.has(hashOf(text)));
    const vectors = missing.length === 0 ? [] : embed(missing);
    for (const [index, text] of missing.entries()) known.set(hashOf(text), vectors[index] as Float32Array);
    added += missing.length;
  }

  return {
    vectorsOf(texts) {
      computeMissing(texts);
      return texts.map((text) => known.get(hashOf(text)) as Float32Array);
    },
    save() {
      if (added === 0) return;
      // Another run may have saved meanwhile.
      for (const [hash, vector] of readKnown(file, size)) known.set(hash, vector);
      write(file, size, known);
      added = 0;
    },
  };
}

function readKnown(file: string, size: number): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  const bytes = readOrNothing(file);
  const row = hashBytes + size * Float32Array.BYTES_PER_ELEMENT;
  const rows = bytes.subarray(hashBytes);
  if (rows.length === 0 || rows.length % row !== 0 || !bytes.subarray(0, hashBytes).equals(digest(rows))) return known;
  for (let at = 0; at < rows.length; at += row) {
    const numbers = rows.subarray(at + hashBytes, at + row);
    // Copied, because a view of 32-bit numbers must begin at a multiple of four.
    known.set(rows.toString('hex', at, at + hashBytes), new Float32Array(Uint8Array.from(numbers).buffer));
  }
  return known;
}

function write(file: string, size: number, known: ReadonlyMap<string, Float32Array>): void {
  const row = hashBytes + size * Float32Array.BYTES_PER_ELEMENT;
  const rows = Buffer.alloc(known.size * row);
  let at = 0;
  for (const [hash, vector] of known) {
    rows.write(hash, at, 'hex');
    rows.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), at + hashBytes);
    at += row;
  }
  mkdirSync(dirname(file), { recursive: true });
  // In one step, so that a run beside this one never reads half of it.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.concat([digest(rows), rows]));
  renameSync(draft, file);
}

function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
