import type { HeadExample } from './head.ts';
import { type Metric, openMetric } from './metric.ts';
import { lengthsOf, packVectors, productOfBytes, productOfFloats } from './products.ts';

/**
 * The sentence vectors of all wordings, by class: how near a text is to what people are known to say. Plain typed
 * arrays, so that they move between threads without a copy.
 */
export interface NeighbourData {
  readonly ids: readonly string[];
  /** In which nearness is measured. */
  readonly metric: Metric;
  /** The wordings of class `c` are those from `starts[c]` up to, not including, `starts[c + 1]`. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** The vectors in the metric, one after the other, as numbers of 8 bits. */
  readonly vectors: Int8Array<ArrayBuffer>;
}

/** Wordings that count of each class: a single one may be an accident. */
const counted = 3;

/** Packs the wordings of classes; a class may have none. */
export function packNeighbours(
  ids: readonly string[],
  examples: readonly HeadExample[],
  metric: Metric,
): NeighbourData {
  const byClass = Map.groupBy(examples, (example) => example.class);
  const inMetric = openMetric(metric);
  const starts = new Uint32Array(ids.length + 1);
  const ordered = ids.flatMap((_, c) => {
    const own = byClass.get(c) ?? [];
    starts[c + 1] = (starts[c] as number) + own.length;
    return own.map(({ vector }) => inMetric(vector));
  });
  return { ids, metric, starts, vectors: packVectors(ordered) };
}

/** How near a vector is to the nearest wordings of some classes: mean cosines, from -1 to 1, in the order asked for. */
export type Nearness = (vector: Float32Array, classes: readonly number[]) => readonly number[];

/**
 * Opens the wordings. Only those of the classes asked for are compared, so that a look costs a fraction of a millisecond
 * however many there are; a class without wordings is at 0.
 */
export function openNeighbours({ metric, starts, vectors }: NeighbourData): Nearness {
  const { size } = metric;
  const inMetric = openMetric(metric);
  const lengths = Float32Array.from(lengthsOf(vectors, size));

  function product(asked: Float32Array, wording: number): number {
    const length = lengths[wording] as number;
    return length === 0 ? 0 : productOfBytes(asked, vectors, wording * size) / length;
  }

  return (vector, classes) => {
    const asked = inMetric(vector);
    const length = Math.sqrt(productOfFloats(asked, asked, 0)) || 1;
    return classes.map((c) => {
      const nearest: number[] = [];
      for (let wording = starts[c] as number; wording < (starts[c + 1] as number); wording++) {
        const found = product(asked, wording) / length;
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
