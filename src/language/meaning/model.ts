import { type Kernel, loadKernel, maxPieces, maxTextPieces, maxTexts, type Variant } from './kernel.ts';
import { openModelFile } from './modelFile.ts';
import { createTokenizer } from './tokenizer.ts';

/** Most characters of a text that are read; the rest is ignored. */
export const maxCharacters = 400;

/** Prefix that the model requires for texts that are compared with each other. */
const prefix = 'query: ';

/** Computes vectors, on the calling thread. */
export interface Model {
  /** The tokens of a text as the kernel takes them. */
  pieces(text: string): number[];
  /** A vector of unit length for each text, of 384 numbers; any number of texts. */
  vectors(texts: readonly string[]): Float32Array[];
  close(): void;
}

/**
 * Opens the model for one thread.
 * @throws {CodedError} `meaning.model`, where the file is missing or invalid
 */
export function openModel(path: string, variant: Variant): Model {
  const file = openModelFile(path);
  const tokenizer = createTokenizer(file.tokenizer);
  const kernel = loadKernel(file, variant);
  const pieces = (text: string) => {
    const ids = tokenizer.encode(prefix + cut(text)).slice(0, maxTextPieces - 2);
    return [file.header.beginning, ...ids, file.header.end];
  };
  return { pieces, vectors: (texts) => runInBatches(kernel, texts.map(pieces)), close: () => file.close() };
}

/** The text without surrounding space, truncated at a whole character. */
export function cut(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= maxCharacters) return trimmed;
  return Array.from(trimmed.slice(0, 2 * maxCharacters))
    .slice(0, maxCharacters)
    .join('')
    .trimEnd();
}

/** Runs as many texts together as the kernel takes. */
function runInBatches(kernel: Kernel, texts: readonly (readonly number[])[]): Float32Array[] {
  const vectors: Float32Array[] = [];
  let batch: (readonly number[])[] = [];
  let pieces = 0;
  for (const text of texts) {
    if (batch.length === maxTexts || pieces + text.length > maxPieces) {
      vectors.push(...kernel.run(batch));
      batch = [];
      pieces = 0;
    }
    batch.push(text);
    pieces += text.length;
  }
  if (batch.length > 0) vectors.push(...kernel.run(batch));
  return vectors;
}
