import { lengthsOf, productOfBytes } from '../meaning/products.ts';
import { packVectors } from './exceptions.ts';
import type { VectorExample } from './vectorExamples.ts';

/**
 * The sentence vectors of all wordings, by class: how near a text is to what people are known to say. Plain typed
 * arrays, so that they move between threads without a copy.
 */
export interface NeighbourData {
  readonly ids: readonly string[];
  /** Coordinates of a vector. */
  readonly size: number;
  /** Subtracted from every vector: what all sentences have in common brings none of them nearer. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** The wordings of class `c` are those from `starts[c]` up to, not including, `starts[c + 1]`. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** The vectors less `mean`, one after the other, as numbers of 8 bits. */
  readonly vectors: Int8Array<ArrayBuffer>;
}

/** Wordings that count of each class: a single one may be an accident. */
const counted = 3;

/** Packs the wordings of classes; `mean` is that of a head over the same vectors. */
export function packNeighbours(
  ids: readonly string[],
  examples: readonly VectorExample[],
  mean: Float32Array<ArrayBuffer>,
): NeighbourData {
  const byClass = Map.groupBy(examples, (example) => example.class);
  const starts = new Uint32Array(ids.length + 1);
  const ordered = ids.flatMap((_, c) => {
    const own = byClass.get(c) ?? [];
    starts[c + 1] = (starts[c] as number) + own.length;
    return own.map(({ vector }) => vector.map((value, d) => value - (mean[d] as number)));
  });
  return { ids, size: mean.length, mean, starts, vectors: packVectors(ordered) };
}

/** How near a vector is to the nearest wordings of some classes: mean cosines, from -1 to 1, in the order asked for. */
export type Nearness = (vector: Float32Array, classes: readonly number[]) => readonly number[];

/**
 * Opens the wordings. Only those of the classes asked for are compared, so that a look costs a fraction of a millisecond
 * however many there are; a class without wordings is at 0.
 */
export function openNeighbours({ size, mean, starts, vectors }: NeighbourData): Nearness {
  const lengths = Float32Array.from(lengthsOf(vectors, size));
  const asked = new Float32Array(size);

  function cosine(wording: number): number {
    const length = lengths[wording] as number;
    return length === 0 ? 0 : productOfBytes(asked, vectors, wording * size) / length;
  }

  return (vector, classes) => {
    let squares = 0;
    for (let d = 0; d < size; d++) {
      asked[d] = (vector[d] as number) - (mean[d] as number);
      squares += (asked[d] as number) ** 2;
    }
    const length = Math.sqrt(squares) || 1;
    return classes.map((c) => {
      const nearest: number[] = [];
      for (let wording = starts[c] as number; wording < (starts[c + 1] as number); wording++) {
        const found = cosine(wording) / length;
        if (nearest.length === counted && found <= (nearest[counted - 1] as number)) continue;
        let at = nearest.length;
        while (at > 0 && (nearest[at - 1] as number) < found) at--;
        nearest.splice(at, 0, found);
        if (nearest.length > counted) nearest.pop();
      }
      return nearest.length === 0 ? 0 : nearest.reduce((sum, each) => sum + each, 0) / nearest.length;
    });
  };
}
