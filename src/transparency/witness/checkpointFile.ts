import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { DurableFiles } from '../log/durableFiles.ts';
import { formatNote, type NoteSignature, parseNote } from '../note/signedNote.ts';

/** Path of the newest checkpoint, and of the newest one that enough witnesses have cosigned. */
export const checkpointPath = 'checkpoint';
export const witnessedPath = 'checkpoint.witnessed';

/** The published checkpoint, to which the log writes newer ones while cosignatures of an older one arrive. */
export interface CheckpointFile {
  /** The files, whose checkpoint is written in turn with `cosign`. */
  readonly files: DurableFiles;
  /** Adds cosignatures to the published checkpoint, unless a newer one has taken its place. */
  cosign(text: string, cosignatures: readonly NoteSignature[]): Promise<void>;
  /** Publishes a checkpoint that enough witnesses have cosigned, besides. */
  keepWitnessed(signed: string): Promise<void>;
}

/** `mayWrite`: asked right before each write of cosignatures. */
export function createCheckpointFile(files: DurableFiles, mayWrite: () => boolean): CheckpointFile {
  const lock = createKeyedLock();
  const inTurn = <T>(work: () => Promise<T>) => lock.run(checkpointPath, work);
  return {
    files: {
      ...files,
      write: (path, bytes) =>
        path === checkpointPath ? inTurn(() => files.write(path, bytes)) : files.write(path, bytes),
    },
    cosign: (text, cosignatures) =>
      inTurn(async () => {
        const published = await files.read(checkpointPath);
        const note = published === null ? null : parseNote(published.toString());
        if (note === null || note.text !== text || !mayWrite()) return;
        await files.write(checkpointPath, Buffer.from(cosigned(note.signatures, text, cosignatures)));
      }),
    async keepWitnessed(signed) {
      if (mayWrite()) await files.write(witnessedPath, Buffer.from(signed));
    },
  };
}

/** A checkpoint with further signatures, each of which takes the place of an older one by the same key. */
export function cosigned(before: readonly NoteSignature[], text: string, added: readonly NoteSignature[]): string {
  const isReplaced = ({ name, keyId }: NoteSignature) =>
    added.some((each) => each.name === name && Buffer.compare(each.keyId, keyId) === 0);
  return formatNote({ text, signatures: [...before.filter((each) => !isReplaced(each)), ...added] });
}
