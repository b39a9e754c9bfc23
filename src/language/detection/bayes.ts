import { finish } from '../text/hash.ts';
import { buildTable, type HashTable, lookUp } from '../text/hashTable.ts';
import { type FeatureIndex, maxFeatures, newFeatureIndex, rowFor, rowsByHash } from './featureIndex.ts';
import { type FeatureHashes, featureKinds } from './languageFeatures.ts';

/**
 * Naive Bayes over features: sums, for each class, the log-likelihoods of a text's features.
 * Layout: `table` is a flat matrix with a row per feature and a column per class, `table[row * classes + column]`. A
 * row holds log-likelihoods relative to the row's best, in thousandths. A feature that was never met in training says
 * nothing.
 */
export interface Bayes {
  readonly classes: number;
  /** Languages (BCP 47) of the classes. */
  readonly languages: readonly string[];
  /** Row of each feature, by its hash, which `finish` has spread. */
  readonly index: HashTable;
  readonly table: Int16Array;
  /** For each row, one bit per class (of the first eight) whose text contains the feature. */
  readonly metIn: Uint8Array;
}

/** Where a row and a column meet in a flat matrix. */
const cellOf = (classes: number, row: number, column: number): number => row * classes + column;

/** Counts during training: `counts[row * classes + column]` as in the table; `kindOfRow` and `metIn` by row. */
interface TrainingCounts {
  readonly classes: number;
  readonly index: FeatureIndex;
  counts: Uint16Array;
  readonly kindOfRow: Uint8Array;
  readonly metIn: Uint8Array;
}

/**
 * Added to each count of the class with the most text, and proportionally less to the others, so that unknown features
 * are equally unlikely in all.
 */
const smoothing = 0.1;
const scale = 1000;
/** Weight of each kind of feature: runs of 1 to 5 letters, accents, words, word pairs. */
const weights = [1, 1, 1, 1, 1, 1, 3, 1];
const lowest = -32_000;

export function newCounts(classes: number): TrainingCounts {
  return {
    classes,
    index: newFeatureIndex(),
    counts: new Uint16Array(classes * (1 << 15)),
    kindOfRow: new Uint8Array(maxFeatures),
    metIn: new Uint8Array(maxFeatures),
  };
}

/** Counts the features of one training word for its class. */
export function countWord(into: TrainingCounts, features: FeatureHashes, category: number): void {
  for (let at = 0; at < features.length; at += 1) {
    const row = rowFor(into.index, features.hashes[at] ?? 0);
    if (row < 0) continue;
    const cell = cellOf(into.classes, row, category);
    if (cell >= into.counts.length) into.counts = doubled(into.counts);
    const before = into.counts[cell] ?? 0;
    if (before < 0xffff) into.counts[cell] = before + 1;
    into.kindOfRow[row] = features.kinds[at] ?? 0;
    if (category < 8) into.metIn[row] = (into.metIn[row] ?? 0) | (1 << category);
  }
}

/** Converts counts to log-likelihoods. */
export function estimate({ classes, index, counts, kindOfRow, metIn }: TrainingCounts): Omit<Bayes, 'languages'> {
  const { totals, sizes } = sumUp(classes, index.size, counts, kindOfRow);
  const text = totals.subarray(0, classes);
  const most = Math.max(...text);
  const added = Array.from(text, (letters) => Math.max((smoothing * letters) / most, 1e-4));
  const floors = totals.map((total, cell) =>
    Math.log(total + (added[cell % classes] ?? 0) * (sizes[Math.floor(cell / classes)] ?? 0)),
  );
  const logarithms = added.map((extra) => Float64Array.from({ length: 1024 }, (_, times) => Math.log(times + extra)));
  // Local aliases: in a sandbox, as in tests, looking up `Math` for each cell takes most of the time.
  const { max, min, round } = Math;
  const likelihoods = new Float64Array(classes);
  // In the order of hashes, which the index need not store.
  const rows = [...rowsByHash(index)].map(([hash, row]) => [finish(hash), row] as const).sort(([a], [b]) => a - b);
  const table = new Int16Array(rows.length * classes);
  rows.forEach(([, row], place) => {
    const kind = kindOfRow[row] ?? 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let category = 0; category < classes; category += 1) {
      const times = min(counts[cellOf(classes, row, category)] ?? 0, 1023);
      const likelihood = (logarithms[category]?.[times] ?? 0) - (floors[cellOf(classes, kind, category)] ?? 0);
      likelihoods[category] = likelihood;
      if (likelihood > best) best = likelihood;
    }
    for (let category = 0; category < classes; category += 1) {
      const relative = ((likelihoods[category] ?? 0) - best) * (weights[kind] ?? 1);
      table[cellOf(classes, place, category)] = max(round(relative * scale), lowest);
    }
  });
  return {
    classes,
    index: buildTable(new Map(rows.map(([hash], place) => [hash, place]))),
    table,
    metIn: Uint8Array.from(rows, ([, row]) => metIn[row] ?? 0),
  };
}

/** Adds the log-likelihoods of the features to `sums`, one per class. */
export function addScores(bayes: Bayes, features: FeatureHashes, sums: Float64Array): void {
  const { classes, table } = bayes;
  for (let at = 0; at < features.length; at += 1) {
    const row = rowOf(bayes, features.hashes[at] ?? 0);
    if (row < 0) continue;
    const from = cellOf(classes, row, 0);
    for (let category = 0; category < classes; category += 1)
      (sums[category] as number) += (table[from + category] as number) / scale;
  }
}

/** Row of a feature, or -1 where it was never met. */
function rowOf({ index }: Bayes, hash: number): number {
  return lookUp(index, finish(hash));
}

/** How much more likely a feature is in one class than in another, as a weighted logarithm; 0 where it is unknown. */
export function advantage(bayes: Bayes, hash: number, category: number, over: number): number {
  const row = rowOf(bayes, hash);
  if (row < 0) return 0;
  const scoreOf = (column: number) => bayes.table[cellOf(bayes.classes, row, column)] ?? 0;
  return (scoreOf(category) - scoreOf(over)) / scale;
}

/** Whether the feature was met in training, but in none of these classes (of the first eight). */
export function isNewTo(bayes: Bayes, hash: number, classes: number): boolean {
  const row = rowOf(bayes, hash);
  return row >= 0 && ((bayes.metIn[row] ?? 0) & ((1 << classes) - 1)) === 0;
}

/** Features of each kind that each class has in total, and the number of distinct ones of each kind. */
function sumUp(classes: number, rows: number, counts: Uint16Array, kindOfRow: Uint8Array) {
  const totals = new Float64Array(featureKinds * classes);
  const sizes = new Float64Array(featureKinds);
  for (let row = 0; row < rows; row += 1) {
    const kind = kindOfRow[row] ?? 0;
    sizes[kind] = (sizes[kind] ?? 0) + 1;
    for (let category = 0; category < classes; category += 1) {
      const cell = cellOf(classes, kind, category);
      totals[cell] = (totals[cell] ?? 0) + (counts[cellOf(classes, row, category)] ?? 0);
    }
  }
  return { totals, sizes };
}

function doubled(counts: Uint16Array): Uint16Array {
  const larger = new Uint16Array(counts.length * 2);
  larger.set(counts);
  return larger;
}
