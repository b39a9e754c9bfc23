import { createHash } from 'node:crypto';
import { CodedError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { DurableFiles } from '../log/durableFiles.ts';
import type { CheckpointSigner } from '../log/signingKeys.ts';
import { emptyRoot, isEqual } from '../merkle/hashes.ts';
import { verifyConsistency } from '../merkle/verify.ts';
import { type Checkpoint, parseCheckpointText } from '../note/checkpoint.ts';
import { isSignedBy } from '../note/signatures.ts';
import {
  formatNote,
  formatSignatures,
  isNamedBy,
  type Note,
  type NoteSignature,
  parseNote,
  type VerifierKey,
} from '../note/signedNote.ts';
import { parseSubmission, type Submission } from './submission.ts';

/** What a witness answers (C2SP tlog-witness). */
interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: 'text/plain' | 'text/x.tlog.size';
  readonly body: string;
}

/**
 * Confirms, with its signature, that each log that it knows only ever grows. It remembers the newest checkpoint of each
 * that it has cosigned.
 */
export interface Witness {
  /** Takes the body of `add-checkpoint`. What it signs is on the disk before the answer is given. */
  addCheckpoint(body: string): Promise<WitnessAnswer>;
  /** The newest checkpoint that it has cosigned, by the hash of the log's name (SHA-256, hex); null: none. */
  newest(originHash: string): Promise<string | null>;
}

interface WitnessDeps {
  /** Where it remembers: nobody else may write there. */
  readonly files: DurableFiles;
  readonly signer: CheckpointSigner;
  /** Keys of the logs that it knows. */
  readonly logKeys: readonly VerifierKey[];
  readonly clock: Clock;
}

export function createWitness({ files, signer, logKeys, clock }: WitnessDeps): Witness {
  const known = Map.groupBy(logKeys, ({ name }) => name);
  const hashes = new Set([...known.keys()].map(hashOf));
  const locks = createKeyedLock();

  /** The head that was cosigned last; of no entries: none. */
  async function remembered(origin: string): Promise<Pick<Checkpoint, 'size' | 'root'>> {
    const bytes = await files.read(pathOf(hashOf(origin)));
    if (bytes === null) return { size: 0, root: emptyRoot };
    try {
      const head = parseCheckpointText(parseNote(bytes.toString()).text);
      if (head.origin === origin) return head;
    } catch (cause) {
      throw damaged(origin, cause);
    }
    throw damaged(origin);
  }

  async function decide({ oldSize, proof, note, checkpoint }: Submission, own: readonly NoteSignature[]) {
    const { origin, size, root } = checkpoint;
    if (oldSize > size) return refused(400, `The old size ${oldSize} is larger than the new one, ${size}.`);
    const before = await remembered(origin);
    if (oldSize !== before.size) return conflict(before.size);
    if (size === 0 && !isEqual(root, emptyRoot)) return refused(422, 'The root is not that of an empty tree.');
    try {
      verifyConsistency(before, checkpoint, proof);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'log.invalid') return refused(422, error.message);
      throw error;
    }
    const cosignatures = signer.sign({ text: note.text, head: checkpoint }, clock());
    const signed = formatNote({ text: note.text, signatures: [...own, ...cosignatures] });
    await files.write(pathOf(hashOf(origin)), Buffer.from(signed));
    return { status: 200, type: 'text/plain', body: formatSignatures(cosignatures) } as const;
  }

  return {
    async addCheckpoint(body) {
      const submission = parseSubmission(body);
      if (submission === null) return refused(400, 'This is not a checkpoint with its old size and proof.');
      const { note, checkpoint } = submission;
      const keys = known.get(checkpoint.origin);
      if (keys === undefined) return refused(404, 'This witness does not know the log.');
      const own = signaturesBy(keys, note, checkpoint);
      if (own === null) return refused(403, 'The checkpoint is not signed with the key that the log is known by.');
      // What was cosigned last must not change between the look and the write.
      return locks.run(checkpoint.origin, () => decide(submission, own));
    },
    async newest(originHash) {
      if (!hashes.has(originHash)) return null;
      const bytes = await files.read(pathOf(originHash));
      return bytes === null ? null : bytes.toString();
    },
  };
}

/** The signatures under known keys; null: there is none, or one of them is wrong. */
function signaturesBy(keys: readonly VerifierKey[], note: Note, head: Checkpoint): readonly NoteSignature[] | null {
  const found: NoteSignature[] = [];
  for (const key of keys) {
    for (const signature of note.signatures.filter((each) => isNamedBy(key, each))) {
      if (!isSignedBy(key, { text: note.text, head }, signature.signature)) return null;
      found.push(signature);
    }
  }
  return found.length === 0 ? null : found;
}

const hashOf = (origin: string) => createHash('sha256').update(origin).digest('hex');
const pathOf = (originHash: string) => `${originHash}/checkpoint`;

function refused(status: 400 | 403 | 404 | 422, reason: string): WitnessAnswer {
  return { status, type: 'text/plain', body: `${reason}\n` };
}

function conflict(size: number): WitnessAnswer {
  return { status: 409, type: 'text/x.tlog.size', body: `${size}\n` };
}

function damaged(origin: string, cause?: unknown): CodedError {
  return new CodedError(
    'log.unusable',
    `What this witness remembers of ${origin} is damaged. Begin another witness in another folder: an older copy might cosign a fork.`,
    { cause },
  );
}
