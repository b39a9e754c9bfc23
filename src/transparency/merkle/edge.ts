import { emptyRoot, leafHash, nodeHash, perfectRoot } from './hashes.ts';
import type { ReadTile } from './tileReader.ts';
import { bundleOf, type TileLevel, type TileName, tilePath, tileWidth } from './tiles.ts';

/** The right edge of a tree: all that is needed to append to it. */
export interface Edge {
  readonly size: number;
  /** Entries in the last bundle, if it is not full. */
  readonly entries: readonly Uint8Array[];
  /** By level: the hashes in the last tile, if it is not full. */
  readonly rows: readonly (readonly Uint8Array[])[];
}

/** A tile to write. */
export interface Tile extends TileName {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads the edge of a tree from its tiles. */
export async function readEdge(readTile: ReadTile, size: number): Promise<Edge> {
  const last = (level: TileLevel, count: number) => {
    const width = count % tileWidth;
    return width === 0 ? [] : readTile({ level, index: Math.floor(count / tileWidth), width });
  };
  const rows: (readonly Uint8Array[])[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
    rows.push(await last(level, count));
  }
  return { size, entries: await last('entries', size), rows };
}

/** Appends entries: the new edge, and the tiles that are new with it. */
export function extend(
  edge: Edge,
  entries: readonly Uint8Array[],
): { readonly edge: Edge; readonly tiles: readonly Tile[] } {
  const tiles: Tile[] = [];
  const rows = edge.rows.map((row) => [...row]);
  let bundle = [...edge.entries];
  const touched = new Set<number>();
  let size = edge.size;

  const put = (level: TileLevel, index: number, content: readonly Uint8Array[]) => {
    const name = { level, index, width: content.length };
    const bytes = level === 'entries' ? bundleOf(content) : Buffer.concat(content);
    tiles.push({ ...name, path: tilePath(name), bytes });
  };
  const push = (level: number, index: number, hash: Uint8Array) => {
    rows[level] ??= [];
    const row = rows[level];
    row.push(hash);
    touched.add(level);
    if (row.length < tileWidth) return;
    const tile = Math.floor(index / tileWidth);
    put(level, tile, row);
    rows[level] = [];
    push(level + 1, tile, perfectRoot(row));
  };

  for (const entry of entries) {
    bundle.push(entry);
    push(0, size, leafHash(entry));
    if (bundle.length === tileWidth) {
      put('entries', Math.floor(size / tileWidth), bundle);
      bundle = [];
    }
    size += 1;
  }
  if (bundle.length > 0) put('entries', Math.floor(size / tileWidth), bundle);
  for (const level of touched) {
    const row = rows[level] ?? [];
    if (row.length > 0) put(level, Math.floor(size / tileWidth ** (level + 1)), row);
  }
  return { edge: { size, entries: bundle, rows }, tiles };
}

/** The root of a tree. */
export function rootOf({ rows }: Edge): Uint8Array {
  // The perfect subtrees that make up the tree, the largest first.
  const peaks = rows.toReversed().flatMap((row) => {
    const found: Uint8Array[] = [];
    for (let bit = tileWidth / 2, from = 0; bit >= 1; bit /= 2) {
      if ((row.length & bit) === 0) continue;
      found.push(perfectRoot(row.slice(from, from + bit)));
      from += bit;
    }
    return found;
  });
  return peaks.length === 0 ? emptyRoot : peaks.reduceRight((right, left) => nodeHash(left, right));
}
