import { consistencyProof } from '../merkle/proofs.ts';
import type { ReadTile } from '../merkle/tileReader.ts';
import { parseCheckpointText } from '../note/checkpoint.ts';
import { isSignedBy } from '../note/signatures.ts';
import {
  formatNote,
  isNamedBy,
  type NoteSignature,
  parseNote,
  parseSignature,
  type VerifierKey,
} from '../note/signedNote.ts';
import { formatSubmission } from './submission.ts';

/** Posts a body to an address. Rejects when nobody answers in time. */
export type WitnessPost = (
  url: string,
  body: string,
  end: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string }>;

/** What became of a question to a witness. */
type WitnessOutcome =
  | { readonly cosignatures: readonly NoteSignature[] }
  /** `isContradicted`: it has seen another log under this name than the one at hand. */
  | { readonly refused: string; readonly isContradicted: boolean };

/** A witness as the log asks it. */
export interface WitnessClient {
  readonly url: string;
  /** Asks it to cosign a checkpoint, as published. Rejects when it does not answer. */
  ask(signed: string, readTile: ReadTile, end: AbortSignal): Promise<WitnessOutcome>;
}

/** `keys`: those of the witness behind an address; other signatures in its answers are ignored. */
export function createWitnessClient(url: string, keys: readonly VerifierKey[], post: WitnessPost): WitnessClient {
  /** The size that it cosigned last, as far as is known; it says so itself when it is another one. */
  let seen = 0;

  const address = `${url.replace(/\/+$/, '')}/add-checkpoint`;

  return {
    url,
    async ask(signed, readTile, end) {
      const { text, signatures } = parseNote(signed);
      const head = parseCheckpointText(text);
      // Without what others have cosigned: a witness does not know their keys, and some take ten kilobytes at most.
      const own = formatNote({ text, signatures: signatures.filter(({ name }) => name === head.origin) });
      const submit = async (from: number) =>
        post(address, formatSubmission(from, await consistencyProof(readTile, head.size, from), own), end);
      let answer = await submit(Math.min(seen, head.size));
      if (answer.status === 409) {
        const size = Number(/^(0|[1-9]\d{0,15})\n$/.exec(answer.body)?.[1] ?? Number.NaN);
        if (!Number.isSafeInteger(size)) return refused('it says no size');
        if (size > head.size)
          return refused(`it has cosigned ${size} entries, and the log has ${head.size}`, { isContradicted: true });
        seen = size;
        answer = await submit(size);
      }
      if (answer.status !== 200)
        return refused(`it answers ${answer.status}`, { isContradicted: answer.status === 422 });
      const cosignatures = cosignaturesIn(answer.body).filter(({ signature, ...line }) =>
        keys.some((key) => isNamedBy(key, { ...line, signature }) && isSignedBy(key, { text, head }, signature)),
      );
      if (cosignatures.length === 0) return refused('none of its signatures is by a key of the policy');
      seen = head.size;
      return { cosignatures };
    },
  };
}

function cosignaturesIn(body: string): readonly NoteSignature[] {
  const lines = body.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    try {
      return [parseSignature(line)];
    } catch {
      // What is no signature confirms nothing.
      return [];
    }
  });
}

function refused(reason: string, { isContradicted } = { isContradicted: false }): WitnessOutcome {
  return { refused: reason, isContradicted };
}
