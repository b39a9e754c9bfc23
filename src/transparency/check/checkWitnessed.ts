import { CodedError } from '../../core/model/errors.ts';
import { consistencyProof } from '../merkle/proofs.ts';
import type { LogFiles, ReadTile } from '../merkle/tileReader.ts';
import { verifyConsistency } from '../merkle/verify.ts';
import { type Checkpoint, parseCheckpointText } from '../note/checkpoint.ts';
import { parseNote, type VerifierKey } from '../note/signedNote.ts';
import { hasSigned, openTrusted, type TrustPolicy } from '../note/trustPolicy.ts';
import { witnessedPath } from '../witness/checkpointFile.ts';

/** How far witnesses have confirmed a log. */
export interface Witnessed {
  /** Entries that the checkpoint has which they cosigned. */
  readonly size: number;
  /** Their names in the policy; none are needed where it says so. */
  readonly witnesses: readonly string[];
}

/**
 * The keys of a policy with which a log has signed its checkpoint: a policy may name older ones, too.
 * @throws {CodedError} `log.invalid` when there is none, or a signature is wrong
 */
export function signingKeys(signed: string, policy: TrustPolicy): readonly VerifierKey[] {
  const note = parseNote(signed);
  const { checkpoint } = openTrusted(signed, { ...policy, quorum: 'none' });
  return policy.logs
    .map(({ key }) => key)
    .filter((key) => key.name === checkpoint.origin && hasSigned(key, note, checkpoint));
}

/**
 * Checks that enough witnesses have cosigned the newest checkpoint, or an older one that it continues: the newest may be too
 * new for them.
 * @throws {CodedError} `log.invalid`, with the reason
 */
export async function checkWitnessed(
  { files, readTile }: { readonly files: LogFiles; readonly readTile: ReadTile },
  signed: string,
  policy: TrustPolicy,
): Promise<Witnessed> {
  try {
    const { checkpoint, witnesses } = openTrusted(signed, policy);
    return { size: checkpoint.size, witnesses };
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'log.invalid') throw error;
    const bytes = await files.read(witnessedPath);
    if (bytes === null) throw error;
    const older = openTrusted(Buffer.from(bytes).toString(), policy);
    const newest = parseCheckpointText(parseNote(signed).text);
    await checkContinues(readTile, older.checkpoint, newest);
    return { size: older.checkpoint.size, witnesses: older.witnesses };
  }
}

async function checkContinues(readTile: ReadTile, older: Checkpoint, newest: Checkpoint): Promise<void> {
  // Nothing proves that a smaller log continues a larger one.
  const size = Math.min(older.size, newest.size);
  verifyConsistency(older, newest, await consistencyProof(readTile, newest.size, size));
}
