import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';

const range = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

const headerSchema = z.object({
  /** Identifies the weights: the beginning of their SHA-256. */
  content: z.string().regex(/^[0-9a-f]{32}$/),
  /** What the columns of `kinds` stand for: the names of texts, `exceptions` for all special cases, `unclear` for no text. */
  kinds: z.array(z.string()),
  /** What messages do that ask for no text. */
  acts: z.array(z.string()),
  /** By how much a likeness counts. */
  scale: z.number().positive(),
  sections: z.object({
    adapters: range,
    query: range,
    queryBias: range,
    kinds: range,
    shares: range,
    hidden: range,
    hiddenBias: range,
    output: range,
    outputBias: range,
    acts: range,
  }),
});

type Header = z.infer<typeof headerSchema>;
type SectionName = keyof Header['sections'];

/** What tells which text answers a message: see scripts/matching/. All matrices row by row. */
export interface MatchingModel {
  /** Identifies it. */
  readonly id: string;
  readonly kinds: readonly string[];
  readonly acts: readonly string[];
  readonly scale: number;
  /** What is added to the last layers of the model of sentence vectors: bytes, as its graph takes them. */
  readonly adapters: Uint8Array;
  weights(section: Exclude<SectionName, 'adapters'>): Float32Array;
}

/** The model that ships with the bot. */
export const shippedMatching = fileURLToPath(new URL('../../../models/matching/matching.bin', import.meta.url));

const magic = 'matching';

/**
 * Reads a file of scripts/matching/: "matching", the length of a header in JSON as little-endian u32, the header, and the
 * sections that it names, in half precision.
 * @throws {CodedError} `meaning.model`, where it is missing or invalid
 */
export function readMatchingModel(path: string): MatchingModel {
  return reading(() => {
    const file = readFileSync(path);
    const header = headerIn(file);
    const bytes = (name: SectionName) => {
      const [start, length] = header.sections[name];
      if (start + length > file.length) throw new Error(`outside of ${name}`);
      return new Uint8Array(file.subarray(start, start + length));
    };
    const { content: id, kinds, acts, scale } = header;
    return { id, kinds, acts, scale, adapters: bytes('adapters'), weights: (name) => widened(bytes(name)) };
  });
}

/**
 * Identifies the model of a file.
 * @throws {CodedError} `meaning.model`, where it is missing or invalid
 */
export function readMatchingId(path: string): string {
  return reading(() => {
    const file = openSync(path, 'r');
    try {
      const begin = Buffer.alloc(16_384);
      return headerIn(begin.subarray(0, readSync(file, begin, 0, begin.length, 0))).content;
    } finally {
      closeSync(file);
    }
  });
}

function headerIn(file: Buffer): Header {
  if (file.toString('latin1', 0, magic.length) !== magic) throw new Error('not a file of matching');
  const start = magic.length + 4;
  return headerSchema.parse(JSON.parse(file.toString('utf8', start, start + file.readUInt32LE(magic.length))));
}

function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('meaning.model', `The model that matches messages with texts cannot be read (${why}).`, {
      cause,
    });
  }
}

/** Numbers in half precision, widened: exactly. */
function widened(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(bytes.buffer, 0, bytes.length >> 1);
  const bits = new Uint32Array(halves.length);
  for (let at = 0; at < halves.length; at++) {
    const half = halves[at] as number;
    // Those too small for a normal number of half precision count as zero: scripts/matching/ writes none.
    const magnitude = half & 0x7fff;
    bits[at] = ((half & 0x8000) << 16) | (magnitude < 0x400 ? 0 : (magnitude << 13) + 0x38000000);
  }
  return new Float32Array(bits.buffer);
}
