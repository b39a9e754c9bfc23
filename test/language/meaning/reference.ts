import { readFileSync } from 'node:fs';

/** What `scripts/meaning/checkModel.py` wrote: texts with their pieces, and vectors of the whole model in full precision. */
interface ReferenceCase {
  readonly language: string;
  readonly text: string;
  readonly pieces: readonly number[];
  /** Between the whole model and the one with fewer pieces, both in full precision. */
  readonly cosine: number;
  readonly vector: readonly number[];
}

const [first = '', ...lines] = readFileSync(new URL('../../data/meaning/reference.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

/** Names the model file that they were written for. */
export const { content }: { content: string } = JSON.parse(first);
export const cases: readonly ReferenceCase[] = lines.map((line) => JSON.parse(line));

export function cosine(a: Iterable<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, number, index) => sum + number * (b[index] ?? 0), 0);
}

export const bytesOf = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('hex');
