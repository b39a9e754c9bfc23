import { readMatchingModel } from '../matching/matchingFile.ts';
import { type Kernel, type Layers, loadKernel, maxPieces, maxTextPieces, maxTexts, type Variant } from './kernel.ts';
import { openModelFile } from './modelFile.ts';
import { createTokenizer } from './tokenizer.ts';

/** Most characters of a text that are read; the rest is ignored. */
export const maxCharacters = 400;

/** Prefix that the model requires for texts that are compared with each other. */
const prefix = 'query: ';

/** Begins the name of a text that is read for the texts that answer it. It is taken out of what people write. */
const matchingMark = '\u0001';

/** Names a text as it is read for the texts that answer it, by adapted layers: its vector is another. */
export const forMatching = (text: string): string => `${matchingMark}${text}`;

/** What people write, without what could name it so. */
export const withoutMark = (text: string): string => text.replaceAll(matchingMark, '');

/** Computes vectors, on the calling thread. */
export interface Model {
  /** The tokens of a text as the kernel takes them. */
  pieces(text: string): number[];
  /** A vector of unit length for each text, of 384 numbers; any number of texts, some named by `forMatching`. */
  vectors(texts: readonly string[]): Float32Array[];
  close(): void;
}

/**
 * Opens the model for one thread. `matching`: the file of the adapters; null: no text is named by `forMatching`.
 * @throws {CodedError} `meaning.model`, where a file is missing or invalid
 */
export function openModel(path: string, variant: Variant, matching: string | null = null): Model {
  const adapters = matching === null ? null : readMatchingModel(matching).adapters;
  const file = openModelFile(path);
  const tokenizer = createTokenizer(file.tokenizer);
  const kernel = loadKernel(file, variant, adapters);
  const pieces = (text: string) => {
    const ids = tokenizer.encode(prefix + cut(text)).slice(0, maxTextPieces - 2);
    return [file.header.beginning, ...ids, file.header.end];
  };
  return {
    pieces,
    vectors(texts) {
      const run = (layers: Layers, some: readonly string[]) => runInBatches(kernel, layers, some.map(pieces)).values();
      const plain = run(
        'plain',
        texts.filter((text) => !isForMatching(text)),
      );
      const adapted = run(
        'adapted',
        texts.filter(isForMatching).map((text) => text.slice(matchingMark.length)),
      );
      return texts.map((text) => (isForMatching(text) ? adapted : plain).next().value as Float32Array);
    },
    close: () => file.close(),
  };
}

/** Whether a text is named so. */
export const isForMatching = (text: string) => text.startsWith(matchingMark);

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
function runInBatches(kernel: Kernel, layers: Layers, texts: readonly (readonly number[])[]): Float32Array[] {
  const vectors: Float32Array[] = [];
  let batch: (readonly number[])[] = [];
  let pieces = 0;
  for (const text of texts) {
    if (batch.length === maxTexts || pieces + text.length > maxPieces) {
      vectors.push(...kernel.run(batch, layers));
      batch = [];
      pieces = 0;
    }
    batch.push(text);
    pieces += text.length;
  }
  if (batch.length > 0) vectors.push(...kernel.run(batch, layers));
  return vectors;
}
