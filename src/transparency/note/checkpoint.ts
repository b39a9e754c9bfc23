import { CodedError } from '../../core/model/errors.ts';
import { hashLength } from '../merkle/hashes.ts';
import type { TreeHead } from '../merkle/verify.ts';
import { isSignedBy } from './signatures.ts';
import { isNamedBy, type Note, parseNote, type VerifierKey } from './signedNote.ts';

/** A checkpoint (C2SP tlog-checkpoint): the head of a log under its name. */
export interface Checkpoint extends TreeHead {
  /** The log's name: a host and a path, without a scheme. */
  readonly origin: string;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/** @throws {CodedError} `log.invalid` */
export function parseCheckpointText(text: string): Checkpoint {
  const [, origin = '', size = '', encoded = ''] = /^(\S+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n/.exec(text) ?? [];
  const root = Buffer.from(encoded, 'base64');
  if (root.length !== hashLength || !Number.isSafeInteger(Number(size))) {
    throw new CodedError('log.invalid', 'This is not a checkpoint: name, number of entries and root are expected.');
  }
  return { origin, size: Number(size), root };
}

/**
 * Reads a checkpoint and checks it: it must be of this log, and each of the keys must have signed it.
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function openCheckpoint(text: string, keys: readonly VerifierKey[]): Checkpoint {
  const note = parseNote(text);
  const checkpoint = parseCheckpointText(note.text);
  if (keys.length === 0) throw new CodedError('log.invalid', 'There is no key to check the checkpoint with.');
  for (const key of keys) {
    if (key.name !== checkpoint.origin) {
      throw new CodedError('log.invalid', `The checkpoint is of ${checkpoint.origin}, and the key of ${key.name}.`);
    }
    checkSignature(note, checkpoint, key);
  }
  return checkpoint;
}

function checkSignature(note: Note, checkpoint: Checkpoint, key: VerifierKey): void {
  const own = note.signatures.filter((signature) => isNamedBy(key, signature));
  const kind = key.kind === 'ed25519' ? 'Ed25519' : 'ML-DSA-44';
  if (own.length === 0) throw new CodedError('log.invalid', `The checkpoint is not signed with the log's ${kind} key.`);
  if (!own.some(({ signature }) => isSignedBy(key, { text: note.text, head: checkpoint }, signature))) {
    throw new CodedError('log.invalid', `The log's ${kind} signature is wrong: the checkpoint was altered or forged.`);
  }
}
