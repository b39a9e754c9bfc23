import { CodedError } from '../../core/model/errors.ts';
import { hashLength, leafHash } from '../merkle/hashes.ts';
import { verifyInclusion } from '../merkle/verify.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import type { VerifierKey } from './signedNote.ts';

const head = 'c2sp.org/tlog-proof@v1';

/** That an entry is in a log, with all that is needed to check it (C2SP tlog-proof). */
interface ProofFile {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, as it was published. */
  readonly checkpoint: string;
  /** What comes with it, for programs that know it; absent: nothing. */
  readonly extra?: Uint8Array;
}

export function formatProof({ index, path, checkpoint, extra }: ProofFile): string {
  const hashes = path.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  const extraLine = extra === undefined ? '' : `extra ${Buffer.from(extra).toString('base64')}\n`;
  return `${head}\n${extraLine}index ${index}\n${hashes}\n${checkpoint}`;
}

/** @throws {CodedError} `log.invalid` */
export function parseProof(text: string): ProofFile {
  const [, extra, index = '', hashes = '', checkpoint = ''] =
    /^c2sp\.org\/tlog-proof@v1\n(?:extra ([^\n]*)\n)?index (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n([\s\S]+)$/.exec(
      text,
    ) ?? [];
  if (checkpoint === '') throw new CodedError('log.invalid', 'This is not a proof of a log: its form is wrong.');
  const path = hashes.split('\n').slice(0, -1);
  return {
    index: Number(index),
    path: path.map((line) => Buffer.from(line, 'base64').subarray(0, hashLength)),
    checkpoint,
    ...(extra === undefined ? {} : { extra: Buffer.from(extra, 'base64') }),
  };
}

/**
 * Checks that an entry is in the log whose keys these are, by its proof alone.
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function verifyProof(text: string, entry: Uint8Array, keys: readonly VerifierKey[]): Checkpoint {
  const { index, path, checkpoint } = parseProof(text);
  const head = openCheckpoint(checkpoint, keys);
  verifyInclusion(head, index, leafHash(entry), path);
  return head;
}
