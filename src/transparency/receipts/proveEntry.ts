import type { CommittedText } from '../../journal/commitments.ts';
import type { DisclosedEntry } from '../entries/createEntries.ts';
import { inclusionProof } from '../merkle/proofs.ts';
import { createTileReader, type LogFiles, type ReadTile } from '../merkle/tileReader.ts';
import { tileWidth } from '../merkle/tiles.ts';
import { parseCheckpointText } from '../note/checkpoint.ts';
import { formatProof } from '../note/proofFile.ts';
import { parseNote } from '../note/signedNote.ts';
import { checkpointPath, witnessedPath } from '../witness/checkpointFile.ts';

/** Bundles that are read behind the first one that may have an entry: many may have happened in one period. */
const bundlesSearched = 400;

/** What a proof carries besides: the entry, and what it hides. */
export interface ProofExtra extends DisclosedEntry {
  readonly form: 1;
  /** What was written and answered, to which the entry's `texts` commits; absent: the proof does not show it. */
  readonly texts?: readonly CommittedText[];
  /** Public keys of the log as it gives them itself, one per line: compared with others, they say whose log it is. */
  readonly keys?: readonly string[];
}

/** What a proof shows besides the entry. */
export type ShownInProof = Pick<ProofExtra, 'texts' | 'keys'>;

/**
 * Proves that an entry is in the log, as a file (C2SP tlog-proof) with the entry and its disclosures. `at`: the time that
 * it tells. Null: the log does not have it (yet).
 */
export async function proveEntry(
  files: LogFiles,
  disclosed: DisclosedEntry,
  at: string,
  shown: ShownInProof = {},
): Promise<string | null> {
  const newest = await read(files, checkpointPath);
  if (newest === null) return null;
  const readTile = createTileReader(files);
  const index = await findEntry(readTile, newest.size, disclosed.entry, at);
  if (index === null) return null;
  // What others have witnessed proves more, if it goes so far.
  const witnessed = await read(files, witnessedPath);
  const { checkpoint, size } = witnessed !== null && index < witnessed.size ? witnessed : newest;
  const extra: ProofExtra = { form: 1, entry: disclosed.entry, disclosures: disclosed.disclosures, ...shown };
  const path = await inclusionProof(readTile, size, index);
  return formatProof({ index, path, checkpoint, extra: Buffer.from(JSON.stringify(extra)) });
}

async function read(files: LogFiles, path: string) {
  const bytes = await files.read(path);
  if (bytes === null) return null;
  const checkpoint = Buffer.from(bytes).toString();
  return { checkpoint, size: parseCheckpointText(parseNote(checkpoint).text).size };
}

/** The position of an entry; null: it is not there. Entries are nearly in the order of their times. */
async function findEntry(readTile: ReadTile, size: number, entry: string, at: string): Promise<number | null> {
  const wanted = Buffer.from(entry);
  const bundles = Math.ceil(size / tileWidth);
  const read = (index: number) =>
    readTile({ level: 'entries', index, width: Math.min(tileWidth, size - index * tileWidth) });
  // The last bundle that begins before the time.
  let [from, until] = [0, bundles];
  while (until - from > 1) {
    const middle = Math.floor((from + until) / 2);
    const [first] = await read(middle);
    if (timeOf(first) < at) from = middle;
    else until = middle;
  }
  const end = Math.min(bundles, from + bundlesSearched);
  for (let bundle = Math.max(0, from - 1); bundle < end; bundle += 1) {
    const found = (await read(bundle)).findIndex((each) => wanted.equals(each));
    if (found >= 0) return bundle * tileWidth + found;
  }
  return null;
}

function timeOf(entry: Uint8Array | undefined): string {
  if (entry === undefined) return '';
  return String((JSON.parse(Buffer.from(entry).toString()) as { readonly at?: unknown }).at);
}
