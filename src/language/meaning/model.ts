import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CodedError } from '../../core/model/errors.ts';
import { readMatchingModel } from '../matching/matchingFile.ts';
import { type ModelFile, openModelFile } from './modelFile.ts';
import { cut, dimensions, isForMatching, unmarked } from './texts.ts';
import { createTokenizer } from './tokenizer.ts';

/** Most tokens of a text, including the two that mark its beginning and end: this limits the time per text. */
export const maxTextPieces = 128;
/** Most tokens that are computed together: this limits the memory. */
const maxPieces = 512;

/** Prefix that the model requires for texts that are compared with each other. */
const prefix = 'query: ';

/** Computes vectors, on the calling thread. */
export interface Model {
  /** The tokens of a text, its marks included. */
  pieces(text: string): number[];
  /**
   * A vector of unit length for each text, of 384 numbers; any number of texts, some named by `forMatching`. On one machine, equal
   * texts get equal bytes, whatever else is computed beside them.
   */
  vectors(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

/**
 * Opens the model for one thread. `matching`: the file of the adapters; null: no text is named by `forMatching`.
 * @throws {CodedError} `meaning.model`, where a file is missing or invalid
 */
export async function openModel(path: string, matching: string | null = null): Promise<Model> {
  const file = openModelFile(path);
  const tokenizer = createTokenizer(file.tokenizer);
  const session = await openSession(file, matching);
  const rowsOf = createRowReader(file);
  const pieces = (text: string) => {
    const ids = tokenizer.encode(prefix + cut(text)).slice(0, maxTextPieces - 2);
    return [file.header.beginning, ...ids, file.header.end];
  };
  const run = async ({ length, texts }: Batch, found: Float32Array[]) => {
    const wanted = texts.flatMap(({ wanted }, row) => wanted.map((each) => ({ ...each, row })));
    const { vectors } = await session.run({
      rows: new Tensor('float32', rowsOf(texts.map((text) => text.pieces)), [texts.length, length, dimensions]),
      of: new Tensor(
        'int32',
        Int32Array.from(wanted, ({ row }) => row),
      ),
      adapted: new Tensor(
        'float32',
        Float32Array.from(wanted, ({ isAdapted }) => Number(isAdapted)),
      ),
    });
    const numbers = vectors?.data as Float32Array;
    for (const [at, { index }] of wanted.entries())
      found[index] = numbers.slice(at * dimensions, (at + 1) * dimensions);
  };
  return {
    pieces,
    async vectors(texts) {
      if (matching === null && texts.some(isForMatching)) throw new Error('there are no adapters');
      const found: Float32Array[] = [];
      for (const batch of batchesOf(texts, pieces)) await run(batch, found);
      return found;
    },
    async close() {
      await session.release();
      file.close();
    },
  };
}

/** Texts of one length, that are computed together. */
interface Batch {
  readonly length: number;
  readonly texts: readonly BatchText[];
}

interface BatchText {
  readonly pieces: readonly number[];
  /** Which of the texts asked for it is, and by which layers it is read. */
  readonly wanted: { readonly index: number; readonly isAdapted: boolean }[];
}

/** Puts texts of one length together, and each text once: most are read by both sorts of layers. */
function batchesOf(texts: readonly string[], piecesOf: Model['pieces']): Batch[] {
  const lengths = new Map<number, Map<string, BatchText>>();
  for (const [index, named] of texts.entries()) {
    const isAdapted = isForMatching(named);
    const pieces = piecesOf(unmarked(named));
    const same = lengths.get(pieces.length) ?? new Map<string, BatchText>();
    lengths.set(pieces.length, same);
    const key = pieces.join();
    const text = same.get(key) ?? { pieces, wanted: [] };
    same.set(key, text);
    text.wanted.push({ index, isAdapted });
  }
  return [...lengths].flatMap(([length, same]) => {
    const all = [...same.values()];
    const most = Math.max(1, Math.floor(maxPieces / length));
    return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => ({
      length,
      texts: all.slice(at * most, (at + 1) * most),
    }));
  });
}

/** One thread a session: the caller's. Nothing of its memory is kept for later. */
async function openSession(file: ModelFile, matching: string | null): Promise<InferenceSession> {
  const graph = file.graph();
  const [start, length] = file.header.adapters;
  if (matching !== null) {
    const { adapters } = readMatchingModel(matching);
    if (adapters.length !== length) throw new CodedError('meaning.model', 'The adapters are not those of this model.');
    graph.set(adapters, start);
  }
  try {
    return await InferenceSession.create(graph, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw new CodedError('meaning.model', 'The network of sentence vectors cannot be opened.', { cause });
  }
}

/** Reads the token embeddings, which stay in the file: 384 numbers of 4 bits each, in blocks of 32 that share a scale. */
function createRowReader(file: ModelFile): (texts: readonly (readonly number[])[]) => Float32Array {
  const { rowBytes } = file.header;
  const row = new Uint8Array(rowBytes);
  const view = new DataView(row.buffer);
  const blockBytes = 18;
  return (texts) => {
    const ids = texts.flat();
    const numbers = new Float32Array(ids.length * dimensions);
    let at = 0;
    for (const id of ids) {
      file.read('rows', id * rowBytes, row);
      for (let block = 0; block < rowBytes; block += blockBytes) {
        const scale = view.getFloat16(block, true);
        for (let byte = 0; byte < 16; byte += 1) {
          const pair = row[block + 2 + byte] as number;
          numbers[at + byte] = ((pair & 15) - 8) * scale;
          numbers[at + 16 + byte] = ((pair >> 4) - 8) * scale;
        }
        at += 32;
      }
    }
    return numbers;
  };
}
