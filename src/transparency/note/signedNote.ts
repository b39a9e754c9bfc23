import { createHash } from 'node:crypto';
import { CodedError } from '../../core/model/errors.ts';

/**
 * Kinds of keys in C2SP signed notes, with the bytes of their public keys. Logs sign with the first one, witnesses with the
 * second, and both with the third.
 */
const keyKinds = {
  ed25519: { type: 0x01, length: 32 },
  ed25519Cosigner: { type: 0x04, length: 32 },
  mlDsa44: { type: 0x06, length: 1312 },
} as const;

export type KeyKind = keyof typeof keyKinds;

/** A public key under the name of its signer. */
export interface VerifierKey {
  readonly name: string;
  readonly kind: KeyKind;
  readonly publicKey: Uint8Array;
}

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** First four bytes of a hash over name and key: says which key to try, and proves nothing. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A name that a key may have: no spaces, no plus sign. */
const nameForm = /^[^\s+]{1,255}$/u;
/** Most bytes of a note, against files that never end. */
const maxNoteLength = 100_000;

export function keyIdOf({ name, kind, publicKey }: VerifierKey): Uint8Array {
  const digest = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([keyKinds[kind].type]))
    .update(publicKey);
  return digest.digest().subarray(0, 4);
}

/** A verifier key in one line: `name+hash+base64`. */
export function formatKey(key: VerifierKey): string {
  const bytes = Buffer.concat([Buffer.from([keyKinds[key.kind].type]), key.publicKey]);
  return `${key.name}+${Buffer.from(keyIdOf(key)).toString('hex')}+${bytes.toString('base64')}`;
}

/** @throws {CodedError} `log.invalid` */
export function parseKey(line: string): VerifierKey {
  const [, name = '', id, encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const [kind, { length }] = Object.entries(keyKinds).find(([, { type }]) => type === bytes[0]) ?? ['', { length: -1 }];
  const key = { name, kind: kind as KeyKind, publicKey: bytes.subarray(1) };
  if (key.publicKey.length !== length || Buffer.from(keyIdOf(key)).toString('hex') !== id) {
    throw new CodedError('log.invalid', 'This is not a public key of a log. Copy the whole line: name+hash+key.');
  }
  return key;
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${formatSignatures(signatures)}`;
}

/** The lines of signatures, as they stand below a note. */
export function formatSignatures(signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    return `— ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
  });
  return lines.join('');
}

/** @throws {CodedError} `log.invalid` when it is no signed note */
export function parseNote(note: string): Note {
  const end = note.length > maxNoteLength ? -1 : note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  if (end < 1 || lines.pop() !== '' || lines.length === 0) throw unreadable();
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

/** Whether this key is named by a signature: it may have made it, or not. */
export function isNamedBy(key: VerifierKey, { name, keyId }: NoteSignature): boolean {
  return name === key.name && Buffer.from(keyIdOf(key)).equals(keyId);
}

/**
 * Reads a signature line, without its line feed.
 * @throws {CodedError} `log.invalid`
 */
export function parseSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (!nameForm.test(name) || bytes.length < 5) throw unreadable();
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function unreadable(): CodedError {
  return new CodedError('log.invalid', 'This is not a signed checkpoint: its form is wrong.');
}
