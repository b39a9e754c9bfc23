import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { type Checkpoint, checkpointText } from '../note/checkpoint.ts';
import { publicKeyOf, signCheckpoint } from '../note/signatures.ts';
import { formatKey, formatNote, type KeyKind, type VerifierKey } from '../note/signedNote.ts';
import { createDurableFiles } from './durableFiles.ts';

/** File of the log's keys, in the folder of the keys. */
export const logKeysFile = 'public-log.keys';

/** Kinds of keys, in the order in which they sign; the name of each in Node's crypto. */
const kinds: Readonly<Record<KeyKind, string>> = { ed25519: 'ed25519', mlDsa44: 'ml-dsa-44' };

/** Signs the checkpoints of one log. */
export interface LogSigner {
  /** The log's name, which its keys bear. */
  readonly origin: string;
  /** Public keys in one line each, the Ed25519 key first. */
  readonly keys: readonly string[];
  sign(head: Omit<Checkpoint, 'origin'>, now: number): string;
}

type PrivateKeys = Readonly<Record<KeyKind, KeyObject>>;

/**
 * The private keys of the log, made at the first start and readable by their owner only, like the master key.
 * @throws {CodedError} `key.unusable`
 */
export async function openLogKeys(folder: string, log: Log): Promise<(origin: string) => LogSigner> {
  const files = createDurableFiles(folder, { file: 0o600, folder: 0o700 });
  if ((await files.read(logKeysFile)) === null && (await files.create(logKeysFile, newKeys()))) {
    log.info(
      { file: join(folder, logKeysFile) },
      'keys of the public log created: keep a copy of them in a safe place',
    );
  }
  if (((await stat(join(folder, logKeysFile))).mode & 0o077) !== 0) {
    log.warn(
      { file: join(folder, logKeysFile) },
      'users other than the owner can read the keys of the public log: run chmod 600 on it',
    );
  }
  const keys = parse(await files.read(logKeysFile), join(folder, logKeysFile));
  return (origin) => createSigner(origin, keys);
}

function newKeys(): Uint8Array {
  const generate = (kind: 'ed25519' | 'ml-dsa-44') => {
    // Separate calls, since each overload knows one kind.
    const { privateKey } = kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ml-dsa-44');
    return privateKey.export({ type: 'pkcs8', format: 'pem' });
  };
  return Buffer.from(`${JSON.stringify({ ed25519: generate('ed25519'), mlDsa44: generate('ml-dsa-44') })}\n`);
}

function parse(bytes: Uint8Array | null, file: string): PrivateKeys {
  try {
    const { ed25519, mlDsa44 } = JSON.parse(Buffer.from(bytes ?? []).toString());
    const keys = { ed25519: createPrivateKey(ed25519), mlDsa44: createPrivateKey(mlDsa44) };
    if (Object.entries(kinds).every(([kind, name]) => keys[kind as KeyKind].asymmetricKeyType === name)) return keys;
  } catch (cause) {
    throw new CodedError('key.unusable', `${file} cannot be read. Put back a copy of it.`, { cause });
  }
  throw new CodedError('key.unusable', `${file} holds other keys than those of a public log. Put back a copy of it.`);
}

function createSigner(origin: string, privateKeys: PrivateKeys): LogSigner {
  const signers = Object.keys(kinds).map((name) => {
    const kind = name as KeyKind;
    const key: VerifierKey = { name: origin, kind, publicKey: publicKeyOf(kind, privateKeys[kind]) };
    return { key, privateKey: privateKeys[kind] };
  });
  return {
    origin,
    keys: signers.map(({ key }) => formatKey(key)),
    sign(head, now) {
      const text = checkpointText({ ...head, origin });
      const signatures = signers.map(({ key, privateKey }) => signCheckpoint(key, privateKey, { text, head }, now));
      return formatNote({ text, signatures });
    },
  };
}
