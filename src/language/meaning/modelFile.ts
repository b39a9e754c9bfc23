import { closeSync, openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../../core/model/errors.ts';
import type { TokenizerTables } from './tokenizer.ts';

const range = z.tuple([z.number().int().min(0), z.number().int().min(0)]);

const headerSchema = z.object({
  model: z.string(),
  /** Identifies the weights and the vocabulary: the beginning of their SHA-256. */
  content: z.string().regex(/^[0-9a-f]{32}$/),
  pieces: z.number().int().min(4),
  rowBytes: z.number().int().min(1),
  beginning: z.number().int().min(0),
  end: z.number().int().min(0),
  unknown: z.number().int().min(0),
  unknownScore: z.number(),
  /** Where, in the graph, the numbers of the adapters belong; zeros as shipped. */
  adapters: range,
  sections: z.object({
    pieces: range,
    pieceEnds: range,
    scores: range,
    normalPoints: range,
    normal: range,
    normalEnds: range,
    graph: range,
    rows: range,
  }),
});

type ModelHeader = z.infer<typeof headerSchema>;
export type SectionName = keyof ModelHeader['sections'];

/** An open model file: large sections are read where needed. */
export interface ModelFile {
  readonly header: ModelHeader;
  readonly tokenizer: TokenizerTables;
  /** The network, as ONNX. */
  graph(): Uint8Array;
  /** Fills `target` with bytes of a section, from `offset` on. */
  read(section: SectionName, offset: number, target: Uint8Array): void;
  close(): void;
}

/** The model that ships with the bot. */
export const shippedModel = fileURLToPath(new URL('../../../models/meaning/e5-small.bin', import.meta.url));

const magic = 'e5-small';

/**
 * Opens a model file (`models/meaning/README.md` documents its layout).
 * @throws {CodedError} `meaning.model`, where it is missing or invalid
 */
export function openModelFile(path: string): ModelFile {
  return opened(path, modelFile);
}

/**
 * Identifies vectors of this model.
 * @throws {CodedError} `meaning.model`, where it is missing or invalid
 */
export function readModelId(path: string): string {
  return opened(path, (file) => {
    const { content } = readHeader(file);
    closeSync(file);
    return content;
  });
}

function opened<T>(path: string, work: (file: number) => T): T {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    return work(file);
  } catch (cause) {
    if (file !== null) closeSync(file);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('meaning.model', `The model of sentence vectors cannot be read (${why}).`, { cause });
  }
}

/** Reads the header alone. */
function readHeader(file: number): ModelHeader {
  const begin = new Uint8Array(12);
  fill(file, 0, begin);
  if (Buffer.from(begin.subarray(0, 8)).toString('latin1') !== magic) throw new Error('not a model file');
  const text = new Uint8Array(Math.min(new DataView(begin.buffer).getUint32(8, true), 65_536));
  fill(file, begin.length, text);
  return headerSchema.parse(JSON.parse(new TextDecoder().decode(text)));
}

function modelFile(file: number): ModelFile {
  const header = readHeader(file);
  const read: ModelFile['read'] = (section, offset, target) => {
    const [start, length] = header.sections[section];
    if (offset < 0 || offset + target.length > length) throw new Error(`outside of ${section}`);
    fill(file, start + offset, target);
  };
  const section = (name: SectionName) => {
    const bytes = new Uint8Array(header.sections[name][1]);
    read(name, 0, bytes);
    return bytes;
  };
  return {
    header,
    tokenizer: {
      pieces: new Uint16Array(section('pieces').buffer),
      pieceEnds: new Uint32Array(section('pieceEnds').buffer),
      scores: new Float32Array(section('scores').buffer),
      normalPoints: new Uint32Array(section('normalPoints').buffer),
      normal: new Uint16Array(section('normal').buffer),
      normalEnds: new Uint32Array(section('normalEnds').buffer),
      unknown: header.unknown,
      unknownScore: header.unknownScore,
    },
    graph: () => section('graph'),
    read,
    close: () => closeSync(file),
  };
}

/** Fills all of `target` from a position of the file. */
function fill(file: number, position: number, target: Uint8Array): void {
  let done = 0;
  while (done < target.length) {
    const count = readSync(file, target, done, target.length - done, position + done);
    if (count === 0) throw new Error('the file ends too early');
    done += count;
  }
}
