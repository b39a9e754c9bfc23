import { CodedError } from '../../core/model/errors.ts';
import { type LogPolicy, parsePolicy, policyPath } from '../log/logPolicy.ts';
import { type Edge, extend, rootOf, type Tile } from '../merkle/edge.ts';
import { isEqual, leafHash } from '../merkle/hashes.ts';
import { consistencyProof } from '../merkle/proofs.ts';
import { createTileReader, type LogFiles, type ReadTile } from '../merkle/tileReader.ts';
import { bundlesOf, type TileName, tileWidth } from '../merkle/tiles.ts';
import { verifyConsistency } from '../merkle/verify.ts';
import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';
import { parseKey } from '../note/signedNote.ts';
import type { TrustPolicy } from '../note/trustPolicy.ts';
import { entryFault } from './checkEntry.ts';
import { checkWitnessed, signingKeys, type Witnessed } from './checkWitnessed.ts';

/** What a check of a whole log found. */
export interface LogReport {
  readonly checkpoint: Checkpoint;
  /** The signed checkpoint, as it was published. */
  readonly signed: string;
  readonly policy: LogPolicy;
  /** Entries by type. */
  readonly counts: ReadonlyMap<string, number>;
  /** How far witnesses have confirmed it; null: nobody asked, or they have not. */
  readonly witnessed: Witnessed | null;
  /** What is wrong, in plain words; empty: nothing. */
  readonly faults: readonly string[];
}

interface CheckOptions {
  /** Public keys known from elsewhere; none: those that the log itself gives. */
  readonly keys: readonly string[];
  /** A checkpoint seen before; null: none. */
  readonly seen: string | null;
  /** Keys known from elsewhere, in place of `keys`, and the witnesses that must have cosigned; absent: nobody must. */
  readonly trust?: TrustPolicy | undefined;
}

/** Most faults that are named. */
const maxFaults = 20;

/**
 * Checks everything in a log: signatures, every entry, every tile, the root, and that it continues what was seen before.
 * @throws {CodedError} `log.invalid` when there is nothing to check: no policy, no checkpoint, a wrong signature
 */
export async function checkLog(files: LogFiles, { keys, seen, trust }: CheckOptions): Promise<LogReport> {
  const policy = parsePolicy(await need(files, policyPath));
  const signed = Buffer.from(await need(files, 'checkpoint')).toString();
  const known = trust === undefined ? (keys.length > 0 ? keys : policy.keys).map(parseKey) : signingKeys(signed, trust);
  const checkpoint = openCheckpoint(signed, known);
  const readTile = createTileReader(files);
  const counts = new Map<string, number>();
  const { faults, root } = await rebuild(readTile, checkpoint.size, (entry) => {
    const { type, fault } = entryFault(entry, policy);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    return fault;
  });
  const isSigned = root === null || isEqual(root, checkpoint.root);
  // What follows from another fault is not said again.
  if (faults.length === 0 && !isSigned) faults.push(notSigned);
  if (faults.length === 0 && seen !== null) {
    const fault = await faultIn(async () => {
      const older = openCheckpoint(seen, known);
      // Nothing proves that a smaller log continues a larger one.
      const size = Math.min(older.size, checkpoint.size);
      verifyConsistency(older, checkpoint, await consistencyProof(readTile, checkpoint.size, size));
    });
    if (fault !== null) faults.push(fault);
  }
  let witnessed: Witnessed | null = null;
  if (faults.length === 0 && trust !== undefined) {
    const fault = await faultIn(async () => {
      witnessed = await checkWitnessed({ files, readTile }, signed, trust);
    });
    if (fault !== null) faults.push(fault);
  }
  return { checkpoint, signed, policy, counts, witnessed, faults: faults.slice(0, maxFaults) };
}

const notSigned =
  'Entries and tiles fit together, but they are not what the log has signed: this is a forged copy, or another history of the log.';

/** Builds the tree from its entries and compares each tile with the published one. The root is null if entries are missing. */
async function rebuild(
  readTile: ReadTile,
  size: number,
  look: (entry: Uint8Array) => string | null,
): Promise<{ readonly faults: string[]; readonly root: Uint8Array | null }> {
  const faults: string[] = [];
  let edge: Edge = { size: 0, entries: [], rows: [] };
  for (const name of bundlesOf(size)) {
    const first = edge.size;
    let entries: readonly Uint8Array[] = [];
    const missing = await faultIn(async () => {
      entries = await readTile(name);
    });
    if (missing !== null) return { faults: [...faults, missing], root: null };
    for (const [offset, entry] of entries.entries()) {
      const fault = look(entry);
      if (fault !== null) faults.push(`Entry ${first + offset}: ${fault}`);
    }
    const grown = extend(edge, entries);
    for (const tile of grown.tiles.filter((each) => isFinal(each, size))) {
      // An upper tile differs if a lower one does.
      const fault = tile.level === 0 || faults.length === 0 ? await tileFault(readTile, tile, entries, first) : null;
      if (fault !== null) faults.push(fault);
    }
    edge = grown.edge;
  }
  return { faults, root: rootOf(edge) };
}

/** Whether a tile of hashes belongs to a tree of this size; incomplete ones on the way there need not be published. */
function isFinal({ level, index, width }: TileName, size: number): boolean {
  if (level === 'entries') return false;
  return width === Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth);
}

/** What is wrong with a published tile; null: it follows from the entries. */
async function tileFault(
  readTile: ReadTile,
  tile: Tile,
  entries: readonly Uint8Array[],
  first: number,
): Promise<string | null> {
  let published: readonly Uint8Array[] = [];
  const missing = await faultIn(async () => {
    published = await readTile(tile);
  });
  if (missing !== null || isEqual(Buffer.concat(published), tile.bytes)) return missing;
  if (tile.level !== 0) return `${tile.path} does not follow from the entries: it was altered.`;
  return differenceIn(entries, published, first);
}

/** Says how a bundle of entries differs from the hashes of its tile. */
function differenceIn(entries: readonly Uint8Array[], published: readonly Uint8Array[], first: number): string {
  const own = entries.map((entry) => Buffer.from(leafHash(entry)).toString('hex'));
  const others = published.map((hash) => Buffer.from(hash).toString('hex'));
  const wrong = own.findIndex((hash, index) => hash !== others[index]);
  const where = `from entry ${first + wrong} on`;
  if (own.toSorted().join() === others.toSorted().join())
    return `Entries are in another order than the log has committed to, ${where}.`;
  const altered = own.filter((hash, index) => hash !== others[index]).length;
  if (altered === 1) return `Entry ${first + wrong} was altered after it was published.`;
  return `Entries were altered, exchanged or dropped, ${where}.`;
}

async function need(files: LogFiles, path: string): Promise<Uint8Array> {
  const bytes = await files.read(path);
  if (bytes === null)
    throw new CodedError('log.invalid', `There is no ${path} here: this is not a public log, or it has not begun.`);
  return bytes;
}

/** What a step says is wrong; null: nothing. Other errors than a fault of the log are thrown. */
async function faultIn(step: () => Promise<void>): Promise<string | null> {
  try {
    await step();
    return null;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'log.invalid') return error.message;
    throw error;
  }
}
