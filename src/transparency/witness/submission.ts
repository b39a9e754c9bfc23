import { CodedError } from '../../core/model/errors.ts';
import { type Checkpoint, parseCheckpointText } from '../note/checkpoint.ts';
import { type Note, parseNote } from '../note/signedNote.ts';

/** A checkpoint that a log sends to a witness, with the proof that it continues an older one. */
export interface Submission {
  readonly oldSize: number;
  /** Consistency proof from the old size on (RFC 6962, 2.1.2). */
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/** Most bytes of a submission. */
export const maxSubmissionLength = 110_000;

const form = /^old (0|[1-9]\d{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n([\s\S]+)$/;

export function formatSubmission(oldSize: number, proof: readonly Uint8Array[], signedCheckpoint: string): string {
  const lines = proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
  return `old ${oldSize}\n${lines.join('')}\n${signedCheckpoint}`;
}

/** Null: it has another form. */
export function parseSubmission(body: string): Submission | null {
  const [, size = '', hashes = '', signed = ''] = form.exec(body) ?? [];
  const oldSize = Number(size);
  if (signed === '' || !Number.isSafeInteger(oldSize)) return null;
  try {
    const note = parseNote(signed);
    const checkpoint = parseCheckpointText(note.text);
    const proof = hashes.split('\n').slice(0, -1);
    return { oldSize, proof: proof.map((line) => Buffer.from(line, 'base64')), note, checkpoint };
  } catch (error) {
    if (error instanceof CodedError && error.code === 'log.invalid') return null;
    throw error;
  }
}
