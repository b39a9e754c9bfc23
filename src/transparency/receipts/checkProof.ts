import { CodedError } from '../../core/model/errors.ts';
import { commitmentsOf } from '../../journal/commitments.ts';
import { signingKeys } from '../check/checkWitnessed.ts';
import { digestOf, type Fields, joinedDigest } from '../entries/entry.ts';
import type { Checkpoint } from '../note/checkpoint.ts';
import { parseProof, verifyProof } from '../note/proofFile.ts';
import { parseKey } from '../note/signedNote.ts';
import { openTrusted, type TrustPolicy } from '../note/trustPolicy.ts';
import type { ProofExtra } from './proveEntry.ts';

/** What a proof proves. */
interface ProvenEntry {
  readonly checkpoint: Checkpoint;
  readonly index: number;
  readonly entry: Fields;
  /** What the entry hides, and the proof shows. */
  readonly disclosed: Fields;
  /** What was written and answered, as JSON; empty: the proof does not show it. */
  readonly texts: readonly unknown[];
  /** Witnesses that have cosigned the checkpoint, by their names in the policy. */
  readonly witnesses: readonly string[];
}

/**
 * Checks a saved proof on its own: the signatures, the path to the root, and each disclosure. Keys, one per line, must all have
 * signed it; a policy says which may, and which witnesses must have cosigned.
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function checkProof(text: string, by: readonly string[] | TrustPolicy): ProvenEntry {
  const { index, extra, checkpoint: signed } = parseProof(text);
  const isPolicy = 'quorum' in by;
  const keys = isPolicy ? signingKeys(signed, by) : by.map(parseKey);
  const witnesses = isPolicy ? openTrusted(signed, by).witnesses : [];
  if (extra === undefined) throw invalid('The proof holds no entry. Save it again on the page of the case.');
  const { entry: line, disclosures, texts = [] } = readExtra(extra);
  const checkpoint = verifyProof(text, Buffer.from(line), keys);
  const entry = JSON.parse(line) as Fields;
  const digests = Array.isArray(entry._sd) ? (entry._sd as readonly string[]) : [];
  const disclosed = disclosures.map((disclosure) => {
    if (!digests.includes(digestOf(disclosure))) throw invalid('The proof says things that the entry does not hold.');
    const [, name, value] = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as [string, string, never];
    return [name, value] as const;
  });
  const fields: Fields = Object.fromEntries(disclosed);
  if (texts.length > 0 && joinedDigest(commitmentsOf(texts)) !== fields.texts) {
    throw invalid('The proof shows texts that the entry does not commit to.');
  }
  return { checkpoint, index, entry, disclosed: fields, texts: texts.map(([, json]) => JSON.parse(json)), witnesses };
}

/** The keys of the log as a proof gives them itself, one per line; empty: it does not. They prove nothing until compared. */
export function keysInProof(text: string): readonly string[] {
  const { extra } = parseProof(text);
  return extra === undefined ? [] : (readExtra(extra).keys ?? []);
}

function readExtra(extra: Uint8Array): ProofExtra {
  try {
    const read: ProofExtra = JSON.parse(Buffer.from(extra).toString());
    const { form, entry, disclosures, texts = [], keys = [] } = read;
    const areTexts = Array.isArray(texts) && texts.every((each) => Array.isArray(each) && each.every(isText));
    const areKeys = Array.isArray(keys) && keys.every(isText);
    if (form === 1 && isText(entry) && Array.isArray(disclosures) && areTexts && areKeys) return read;
  } catch (cause) {
    throw invalid('The entry in the proof cannot be read.', cause);
  }
  throw invalid('The entry in the proof has a form that is not known.');
}

const isText = (value: unknown): value is string => typeof value === 'string';

function invalid(message: string, cause?: unknown): CodedError {
  return new CodedError('log.invalid', message, { cause });
}
