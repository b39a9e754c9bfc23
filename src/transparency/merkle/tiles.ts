import { CodedError } from '../../core/model/errors.ts';
import { hashLength } from './hashes.ts';

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256;
/** Most bytes of one entry: its length takes two bytes. */
const maxEntryLength = 65_535;

/** What a tile holds: the hashes of a level, or the entries themselves. */
export type TileLevel = number | 'entries';

export interface TileName {
  readonly level: TileLevel;
  readonly index: number;
  /** Hashes or entries in it, 1 to 256. */
  readonly width: number;
}

/** The path of a tile, as in `tile/0/x001/234.p/56`. */
export function tilePath({ level, index, width }: TileName): string {
  return `${tileFolder(level, index)}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The folder of the incomplete versions of a tile. */
export function partialFolder(level: TileLevel, index: number): string {
  return `${tileFolder(level, index)}.p`;
}

function tileFolder(level: TileLevel, index: number): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`${groups.length === 0 ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}`;
}

const form = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile that a path names; null for any other path. */
export function parseTilePath(path: string): TileName | null {
  const [, level = '', groups = '', partial] = form.exec(path) ?? [];
  if (groups === '') return null;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const name = {
    level: level === 'entries' ? level : Number(level),
    index,
    width: Number(partial ?? tileWidth),
  } as const;
  return tilePath(name) === path ? name : null;
}

/** All tiles of a tree, entry bundles first; each level ends with its incomplete tile. */
export function* tilesOf(size: number): Generator<TileName> {
  yield* bundlesOf(size);
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / tileWidth)) {
    yield* tilesOfLevel(level, hashes);
  }
}

/** All entry bundles of a tree. */
export function bundlesOf(size: number): Generator<TileName> {
  return tilesOfLevel('entries', size);
}

function* tilesOfLevel(level: TileLevel, count: number): Generator<TileName> {
  for (let index = 0; index * tileWidth < count; index += 1) {
    yield { level, index, width: Math.min(tileWidth, count - index * tileWidth) };
  }
}

/** The hashes in a tile's bytes. */
export function hashesIn(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length % hashLength !== 0) throw new CodedError('log.invalid', 'A tile has half a hash. It was damaged.');
  return Array.from({ length: bytes.length / hashLength }, (_, index) =>
    bytes.subarray(index * hashLength, (index + 1) * hashLength),
  );
}

/** An entry bundle: each entry behind its length in two bytes. */
export function bundleOf(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > maxEntryLength) throw new RangeError(`an entry has ${entry.length} bytes`);
      return [Buffer.from([entry.length >> 8, entry.length & 255]), entry];
    }),
  );
}

export function entriesIn(bundle: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let offset = 0; offset < bundle.length; ) {
    const length = ((bundle[offset] ?? 0) << 8) | (bundle[offset + 1] ?? 0);
    const end = offset + 2 + length;
    if (end > bundle.length) throw new CodedError('log.invalid', 'A bundle of entries ends in the middle of one.');
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}
