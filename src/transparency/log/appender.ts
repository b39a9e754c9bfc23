import { CodedError } from '../../core/model/errors.ts';
import { type Edge, extend, readEdge, rootOf, type Tile } from '../merkle/edge.ts';
import { isEqual } from '../merkle/hashes.ts';
import { createTileReader } from '../merkle/tileReader.ts';
import { partialFolder, tileWidth } from '../merkle/tiles.ts';
import { parseCheckpointText } from '../note/checkpoint.ts';
import { parseNote } from '../note/signedNote.ts';
import type { Batch, Batches } from './batch.ts';
import type { DurableFiles } from './durableFiles.ts';
import type { LogSigner } from './logKeys.ts';

interface Appender {
  /** The last batch, with the cursor of the journal up to which the log goes; null: the log is empty. */
  last(): Batch | null;
  /** Appends entries; resolves when they are published. `isHeld` is asked right before each step that others would see. */
  append(decision: Omit<Batch, 'form' | 'from' | 'checkpoint'>, now: number): Promise<void>;
}

interface AppenderDeps {
  /** The published files. */
  readonly files: DurableFiles;
  readonly batches: Batches;
  readonly signer: LogSigner;
  readonly token: number;
  /** Whether this process may still write. */
  readonly isHeld: () => boolean;
}

type Grown = ReturnType<typeof extend>;

const bytesOf = (entries: readonly string[]) => entries.map((entry) => Buffer.from(entry));

/**
 * Opens the log for appending, and finishes what a process began before it died. A batch is decided by one file, which
 * holds entries, cursor and checkpoint; everything else follows from it, so that repeating it writes the same bytes.
 * @throws {CodedError} `log.unusable`
 */
export async function openAppender({ files, batches, signer, token, isHeld }: AppenderDeps): Promise<Appender> {
  const readTile = createTileReader(files);
  let last: Batch | null = null;
  let edge: Edge = { size: 0, entries: [], rows: [] };

  /** The tree with the entries of a batch, which must be the one that was signed. */
  async function grownBy(batch: Batch): Promise<Grown> {
    if (edge.size !== batch.from) edge = await readEdge(readTile, batch.from);
    const grown = extend(edge, bytesOf(batch.entries));
    const { size, root } = parseCheckpointText(parseNote(batch.checkpoint).text);
    if (size === grown.edge.size && isEqual(rootOf(grown.edge), root)) return grown;
    throw new CodedError(
      'log.unusable',
      `The tiles of the public log do not have the root that was signed for ${size} entries. Put back a copy of its folder.`,
    );
  }

  /** Carries out a batch: tiles first, then the checkpoint that names them. */
  async function carryOut(batch: Batch, grown: Grown): Promise<void> {
    for (const tile of grown.tiles) await put(tile);
    needLease();
    await files.write('checkpoint', Buffer.from(batch.checkpoint));
    for (const { level, index, width } of grown.tiles) {
      if (width === tileWidth) await files.remove(partialFolder(level, index));
    }
    edge = grown.edge;
    last = batch;
    await batches.tidy();
  }

  /** Writes a tile; one that is there already must be the same. */
  async function put({ path, bytes }: Tile): Promise<void> {
    needLease();
    const present = await files.read(path);
    if (present === null) return files.write(path, bytes);
    if (!present.equals(bytes))
      throw new CodedError('log.unusable', `${path} of the public log was altered. Put back a copy of its folder.`);
  }

  function needLease(): void {
    if (!isHeld()) throw new CodedError('store.busy', 'Another process continues the public log.');
  }

  await files.clear();
  const newest = await batches.newest();
  if (newest !== null) {
    if (newest.token > token) throw new CodedError('store.busy', 'Another process has continued the public log since.');
    await carryOut(newest, await grownBy(newest));
  }

  return {
    last: () => last,

    async append(decision, now) {
      const grown = extend(edge, bytesOf(decision.entries));
      const checkpoint = signer.sign({ size: grown.edge.size, root: rootOf(grown.edge) }, now);
      needLease();
      const batch: Batch = { ...decision, form: 1, from: edge.size, checkpoint };
      const decided = await batches.decide(batch);
      await carryOut(decided, decided === batch ? grown : await grownBy(decided));
      if (decided.token !== token) throw new CodedError('store.busy', 'Another process continues the public log.');
    },
  };
}
