import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { TreeHead } from '../merkle/verify.ts';
import { publicKeyOf, signCheckpoint } from '../note/signatures.ts';
import type { KeyKind, NoteSignature, VerifierKey } from '../note/signedNote.ts';
import { createDurableFiles } from './durableFiles.ts';

/** Algorithms of the two keys in a file, as Node calls them, in the order in which they sign. */
const algorithms = { ed25519: 'ed25519', mlDsa44: 'ml-dsa-44' } as const;

type SigningKeys = Readonly<Record<keyof typeof algorithms, KeyObject>>;

/** Signs checkpoints under one name. */
export interface CheckpointSigner {
  /** Public keys, the Ed25519 key first. */
  readonly keys: readonly VerifierKey[];
  /** `now`: milliseconds since 1970. */
  sign(signed: { readonly text: string; readonly head: TreeHead }, now: number): readonly NoteSignature[];
}

/** Where the keys are, and whose they are, in words for the log of the process. */
interface SigningKeysOptions {
  readonly folder: string;
  readonly file: string;
  readonly owner: string;
}

/**
 * Two private keys in a file, made at the first start and readable by their owner only, like the master key.
 * @throws {CodedError} `key.unusable`
 */
export async function openSigningKeys({ folder, file, owner }: SigningKeysOptions, log: Log): Promise<SigningKeys> {
  const files = createDurableFiles(folder, { file: 0o600, folder: 0o700 });
  const path = join(folder, file);
  if ((await files.read(file)) === null && (await files.create(file, newKeys()))) {
    log.info({ file: path }, `keys of the ${owner} created: keep a copy of them in a safe place`);
  }
  if (((await stat(path)).mode & 0o077) !== 0) {
    log.warn({ file: path }, `users other than the owner can read the keys of the ${owner}: run chmod 600 on it`);
  }
  return parse(await files.read(file), path, owner);
}

/** `ed25519`: as what the first key signs: as a log, or as a witness. */
export function createCheckpointSigner(
  name: string,
  privateKeys: SigningKeys,
  ed25519: Exclude<KeyKind, 'mlDsa44'>,
): CheckpointSigner {
  const signers = ([ed25519, 'mlDsa44'] as const).map((kind) => {
    const privateKey = kind === 'mlDsa44' ? privateKeys.mlDsa44 : privateKeys.ed25519;
    return { key: { name, kind, publicKey: publicKeyOf(kind, privateKey) }, privateKey };
  });
  return {
    keys: signers.map(({ key }) => key),
    sign: (signed, now) => signers.map(({ key, privateKey }) => signCheckpoint(key, privateKey, signed, now)),
  };
}

function newKeys(): Uint8Array {
  const generate = (kind: 'ed25519' | 'ml-dsa-44') => {
    // Separate calls, since each overload knows one kind.
    const { privateKey } = kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44');
    return privateKey.export({ type: 'pkcs8', format: 'pem' });
  };
  return Buffer.from(`${JSON.stringify({ ed25519: generate('ed25519'), mlDsa44: generate('ml-dsa-44') })}\n`);
}

function parse(bytes: Uint8Array | null, path: string, owner: string): SigningKeys {
  try {
    const { ed25519, mlDsa44 } = JSON.parse(Buffer.from(bytes ?? []).toString());
    const keys = { ed25519: createPrivateKey(ed25519), mlDsa44: createPrivateKey(mlDsa44) };
    const names = Object.keys(algorithms) as (keyof typeof algorithms)[];
    if (names.every((name) => keys[name].asymmetricKeyType === algorithms[name])) return keys;
  } catch (cause) {
    throw new CodedError('key.unusable', `${path} cannot be read. Put back a copy of it.`, { cause });
  }
  throw new CodedError('key.unusable', `${path} holds other keys than those of a ${owner}. Put back a copy of it.`);
}
