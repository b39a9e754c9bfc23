import { CodedError } from '../../core/model/errors.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { entriesIn, hashesIn, type TileName, tilePath, tileWidth } from './tiles.ts';

/** Where the files of a log are read from: its own folder, a copy, or an address. */
export interface LogFiles {
  /** The bytes of a file, as in `checkpoint` or `tile/0/000`; null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
}

/** Reads the hashes, or entries, of a tile. */
export type ReadTile = (name: TileName) => Promise<readonly Uint8Array[]>;

/** Tiles of hashes cached, of 8 KB at most. */
const cacheSize = 500;

/**
 * Reads tiles from files. Of a tile that has become full, the incomplete versions may have been removed: then its
 * beginning is read.
 * @throws {CodedError} `log.invalid` when a tile is missing or has not as much as its name says
 */
export function createTileReader(files: LogFiles): ReadTile {
  const known = createLruCache<string, readonly Uint8Array[]>(cacheSize);

  async function find(name: TileName): Promise<readonly Uint8Array[] | null> {
    const path = tilePath(name);
    const cached = known.get(path);
    if (cached) return cached;
    const bytes = await files.read(path);
    if (bytes === null) return null;
    const content = name.level === 'entries' ? entriesIn(bytes) : hashesIn(bytes);
    if (content.length !== name.width) {
      throw new CodedError(
        'log.invalid',
        `${path} holds ${content.length} instead of ${name.width}: something was added or dropped.`,
      );
    }
    // Incomplete ones, too: a proof reads those at the end of the log several times, and one of that width never changes.
    if (name.level !== 'entries') known.set(path, content);
    return content;
  }

  return async (name) => {
    const content = (await find(name)) ?? (await find({ ...name, width: tileWidth }));
    if (content === null) throw new CodedError('log.invalid', `${tilePath(name)} is missing.`);
    return content.length === name.width ? content : content.slice(0, name.width);
  };
}
