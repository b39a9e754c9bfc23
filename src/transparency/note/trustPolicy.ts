import { CodedError } from '../../core/model/errors.ts';
import { type Checkpoint, parseCheckpointText } from './checkpoint.ts';
import { isSignedBy } from './signatures.ts';
import { isNamedBy, type Note, parseKey, parseNote, type VerifierKey } from './signedNote.ts';

/** Whom one believes about a log (C2SP tlog-policy): its keys, witnesses, and how many of these must have cosigned. */
export interface TrustPolicy {
  readonly logs: readonly KnownSigner[];
  /** By the name that they have in this file. */
  readonly witnesses: ReadonlyMap<string, KnownSigner>;
  readonly groups: ReadonlyMap<string, WitnessGroup>;
  /** A witness or a group; `none`: no witness is needed. */
  readonly quorum: string;
}

interface KnownSigner {
  readonly key: VerifierKey;
  readonly url: string | null;
}

/** Counts as one witness when at least `threshold` of its members have cosigned. */
interface WitnessGroup {
  readonly threshold: number;
  /** Names of witnesses and groups. */
  readonly members: readonly string[];
}

const noQuorum = 'none';
/** Most bytes and lines of a policy. */
const maxLength = 200_000;
/** What a line may not hold: control characters but for tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** @throws {CodedError} `log.invalid`, naming the line */
export function parseTrustPolicy(text: string): TrustPolicy {
  const logs: KnownSigner[] = [];
  const witnesses = new Map<string, KnownSigner>();
  const groups = new Map<string, WitnessGroup>();
  const taken = new Set<string>();
  let quorum: string | null = null;
  if (text.length > maxLength) throw wrong(0, 'the file is too long');

  const newName = (name: string, at: number) => {
    if (name === noQuorum || witnesses.has(name) || groups.has(name)) throw wrong(at, `the name ${name} is taken`);
    return name;
  };
  const newKey = (line: string, known: Iterable<KnownSigner>, at: number) => {
    const key = keyAt(line, at);
    const bytes = Buffer.from(key.publicKey);
    for (const other of known) if (bytes.equals(other.key.publicKey)) throw wrong(at, 'this key was named before');
    return key;
  };
  const needKnown = (name: string, at: number) => {
    if (!witnesses.has(name) && !groups.has(name)) throw wrong(at, `no witness or group ${name} was named before`);
  };
  const readers: Readonly<Record<string, (words: readonly string[], at: number) => void>> = {
    log([line = '', url = null], at) {
      const key = newKey(line, logs, at);
      if (key.kind === 'ed25519Cosigner') throw wrong(at, 'this is the key of a witness');
      logs.push({ key, url });
    },
    witness([name = '', line = '', url = null], at) {
      const key = newKey(line, witnesses.values(), at);
      if (key.kind === 'ed25519') throw wrong(at, 'this is the key of a log');
      witnesses.set(newName(name, at), { key, url });
    },
    group([name = '', count = '', ...members], at) {
      for (const member of members) {
        needKnown(member, at);
        if (taken.has(member)) throw wrong(at, `${member} is already in a group`);
        taken.add(member);
      }
      const threshold = count === 'any' ? 1 : count === 'all' ? members.length : Number(count);
      const isCount = /^(any|all|[1-9]\d{0,3})$/.test(count) && threshold >= 1 && threshold <= members.length;
      if (!isCount) throw wrong(at, 'write all, any or a number of its members');
      groups.set(newName(name, at), { threshold, members });
    },
    quorum([name = '', ...more], at) {
      if (quorum !== null || more.length > 0) throw wrong(at, 'there must be one quorum, of one name');
      if (name !== noQuorum) needKnown(name, at);
      quorum = name;
    },
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (forbidden.test(line)) throw wrong(index + 1, 'it has a control character');
    const [keyword = '', ...words] = line.split(/[ \t]+/).filter((word) => word !== '');
    if (keyword === '' || keyword.startsWith('#')) continue;
    const reader = Object.hasOwn(readers, keyword) ? readers[keyword] : undefined;
    if (reader === undefined) throw wrong(index + 1, 'it begins with none of log, witness, group, quorum');
    reader(words, index + 1);
  }
  if (quorum === null) throw wrong(0, 'a line "quorum" is missing');
  return { logs, witnesses, groups, quorum };
}

/** A checkpoint that follows a policy. */
interface TrustedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Names of the witnesses that have cosigned it. */
  readonly witnesses: readonly string[];
}

/**
 * Reads a checkpoint and checks it by a policy: a log of the policy has signed it, no signature under a known key is wrong,
 * and enough witnesses have cosigned it.
 * @throws {CodedError} `log.invalid`, with the reason
 */
export function openTrusted(text: string, policy: TrustPolicy): TrustedCheckpoint {
  const note = parseNote(text);
  const checkpoint = parseCheckpointText(note.text);
  const own = policy.logs.filter(({ key }) => key.name === checkpoint.origin);
  if (own.length === 0) throw new CodedError('log.invalid', `The policy does not name the log ${checkpoint.origin}.`);
  if (!own.some(({ key }) => hasSigned(key, note, checkpoint)))
    throw new CodedError('log.invalid', 'The checkpoint is not signed with a key of the log that the policy names.');
  const witnesses = [...policy.witnesses].flatMap(([name, { key }]) =>
    hasSigned(key, note, checkpoint) ? [name] : [],
  );
  if (!isQuorum(policy, new Set(witnesses))) {
    const who = witnesses.length === 0 ? 'no witness has' : `only ${witnesses.join(', ')} has`;
    throw new CodedError(
      'log.invalid',
      `The witnesses that the policy wants (${policy.quorum}) have not cosigned the checkpoint: ${who}.`,
    );
  }
  return { checkpoint, witnesses };
}

/**
 * Whether a key has signed a checkpoint.
 * @throws {CodedError} `log.invalid` when there is a signature under its name that is wrong
 */
export function hasSigned(key: VerifierKey, note: Note, checkpoint: Checkpoint): boolean {
  const own = note.signatures.filter((signature) => isNamedBy(key, signature));
  if (own.some(({ signature }) => !isSignedBy(key, { text: note.text, head: checkpoint }, signature))) {
    throw new CodedError('log.invalid', `A signature of ${key.name} is wrong: the checkpoint was altered or forged.`);
  }
  return own.length > 0;
}

/** Whether these witnesses are enough for a policy. */
export function isQuorum(policy: TrustPolicy, cosigned: ReadonlySet<string>): boolean {
  const counts = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group === undefined) return cosigned.has(name);
    return group.members.filter(counts).length >= group.threshold;
  };
  return policy.quorum === noQuorum || counts(policy.quorum);
}

function keyAt(line: string, at: number): VerifierKey {
  try {
    return parseKey(line);
  } catch (cause) {
    throw wrong(at, 'its key cannot be read: copy the whole of it', cause);
  }
}

function wrong(line: number, why: string, cause?: unknown): CodedError {
  const where = line === 0 ? '' : `, line ${line}`;
  return new CodedError('log.invalid', `The policy of witnesses cannot be used${where}: ${why}.`, { cause });
}
