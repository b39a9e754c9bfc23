import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ModelFile, SectionName } from './modelFile.ts';

/** Numbers in a vector. */
export const dimensions = 384;
/** Most tokens of a text, including the two that mark its beginning and end: this limits the time per text. */
export const maxTextPieces = 128;
/** Most tokens in a batch. */
export const maxPieces = 256;
/** Most texts in a batch. */
export const maxTexts = 64;

export type Variant = 'relaxed' | 'plain';

/** Whether the adapters take part. */
export type Layers = 'plain' | 'adapted';

export interface Kernel {
  /**
   * A vector of unit length for each text, given as tokens including its marks. Equal tokens give equal bytes, whatever
   * else is in the batch and on whichever machine. At most `maxTexts` texts and `maxPieces` tokens in all. `layers`: as
   * they are, or with the adapters.
   */
  run(texts: readonly (readonly number[])[], layers?: Layers): Float32Array[];
}

const layerCount = 12;

const codeOf: Record<Variant, URL> = {
  relaxed: new URL('kernel/relaxed.wasm', import.meta.url),
  plain: new URL('kernel/plain.wasm', import.meta.url),
};

/** The fastest variant that this machine can run; null: it has no SIMD for WebAssembly. */
export function bestVariant(): Variant | null {
  const variants: readonly Variant[] = ['relaxed', 'plain'];
  return variants.find((variant) => WebAssembly.validate(readFileSync(codeOf[variant]))) ?? null;
}

const address = z.custom<() => number>((value) => typeof value === 'function');
const exportsSchema = z.object({
  memory: z.instanceof(WebAssembly.Memory),
  weights: address,
  vectors: address,
  positions: address,
  adapters: address,
  halves: address,
  rows: address,
  lengths: address,
  results: address,
  takeScales: z.custom<(layer: number) => void>((value) => typeof value === 'function'),
  run: z.custom<(texts: number, adapted: number) => void>((value) => typeof value === 'function'),
});

/**
 * Loads the weights into a kernel's memory. The token embeddings stay in the file, and are read as texts need them. `adapters`: what
 * is added to the last layers for texts that are read so, as scripts/matching/ writes it.
 */
export function loadKernel(model: ModelFile, variant: Variant, adapters: Float32Array | null): Kernel {
  const code = new WebAssembly.Module(readFileSync(codeOf[variant]));
  const kernel = exportsSchema.parse({ ...new WebAssembly.Instance(code).exports });
  // The kernel's memory never grows, so views of it stay valid.
  const { buffer } = kernel.memory;
  const load = (section: SectionName, at: number, offset: number, length: number) =>
    model.read(section, offset, new Uint8Array(buffer, at, length));
  for (const name of ['weights', 'vectors', 'positions'] as const)
    load(name, kernel[name](), 0, model.header.sections[name][1]);
  const scaleBytes = model.header.sections.scales[1] / layerCount;
  for (let layer = 0; layer < layerCount; layer += 1) {
    load('scales', kernel.halves(), layer * scaleBytes, scaleBytes);
    kernel.takeScales(layer);
  }
  if (adapters !== null) new Float32Array(buffer, kernel.adapters(), adapters.length).set(adapters);
  const { rowBytes } = model.header;
  const rows = new Uint8Array(buffer, kernel.rows(), maxPieces * rowBytes);
  const lengths = new Int32Array(buffer, kernel.lengths(), maxTexts);
  const results = new Float32Array(buffer, kernel.results(), maxTexts * dimensions);
  return {
    run(texts, layers = 'plain') {
      if (layers === 'adapted' && adapters === null) throw new Error('there are no adapters');
      let pieces = 0;
      if (texts.length > maxTexts) throw new RangeError('too many texts at once');
      for (const [index, text] of texts.entries()) {
        if (text.length === 0 || pieces + text.length > maxPieces)
          throw new RangeError('too many tokens at once, or none');
        lengths[index] = text.length;
        for (const id of text) {
          model.read('rows', id * rowBytes, rows.subarray(pieces * rowBytes, (pieces + 1) * rowBytes));
          pieces += 1;
        }
      }
      kernel.run(texts.length, Number(layers === 'adapted'));
      return texts.map((_, index) => results.slice(index * dimensions, (index + 1) * dimensions));
    },
  };
}
