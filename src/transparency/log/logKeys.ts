import type { Log } from '../../core/ports/log.ts';
import { type Checkpoint, checkpointText } from '../note/checkpoint.ts';
import { formatKey, formatNote } from '../note/signedNote.ts';
import { createCheckpointSigner, openSigningKeys } from './signingKeys.ts';

/** File of the log's keys, in the folder of the keys. */
export const logKeysFile = 'public-log.keys';

/** Signs the checkpoints of one log. */
export interface LogSigner {
  /** The log's name, which its keys bear. */
  readonly origin: string;
  /** Public keys in one line each, the Ed25519 key first. */
  readonly keys: readonly string[];
  sign(head: Omit<Checkpoint, 'origin'>, now: number): string;
}

/**
 * The private keys of the log, made at the first start.
 * @throws {CodedError} `key.unusable`
 */
export async function openLogKeys(folder: string, log: Log): Promise<(origin: string) => LogSigner> {
  const privateKeys = await openSigningKeys({ folder, file: logKeysFile, owner: 'public log' }, log);
  return (origin) => {
    const signer = createCheckpointSigner(origin, privateKeys, 'ed25519');
    return {
      origin,
      keys: signer.keys.map(formatKey),
      sign(head, now) {
        const text = checkpointText({ ...head, origin });
        return formatNote({ text, signatures: signer.sign({ text, head }, now) });
      },
    };
  };
}
