import { type Kernel, loadKernel, maxPieces, maxTextPieces, maxTexts, type Variant } from './kernel.ts';
import { openModelFile } from './modelFile.ts';
import { createTokenizer } from './tokenizer.ts';

/** Characters of a text that are read; what comes after them is left away. */
export const maxCharacters = 400;

/** The model asks for it before a text that is compared with others of its kind. */
const prefix = 'query: ';

/** Turns texts into vectors, on the thread that calls it. */
export interface Model {
  /** The pieces of a text as the kernel takes them. */
  pieces(text: string): number[];
  /** A vector of unit length for each text, of 384 numbers, whatever their number. */
  vectors(texts: readonly string[]): Float32Array[];
  close(): void;
}

/**
 * Opens the model for one thread.
 * @throws {CodedError} `meaning.model`, where the file is missing or is none
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

/** The text without space around it, cut by whole characters. */
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
