import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { TreeHead } from '../merkle/verify.ts';
import { type KeyKind, keyIdOf, type NoteSignature, type VerifierKey } from './signedNote.ts';

/** What is signed: the text of a checkpoint, whose first line names the log, and the head in it. */
export interface Signed {
  readonly text: string;
  readonly head: TreeHead;
}

/** Beginnings of public keys in DER (SPKI); the key itself follows. */
const ed25519Head = Buffer.from('302a300506032b6570032100', 'hex');
const spkiHeads: Readonly<Record<KeyKind, Uint8Array>> = {
  ed25519: ed25519Head,
  ed25519Cosigner: ed25519Head,
  mlDsa44: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
};

/** The bare public key of a private key. */
export function publicKeyOf(kind: KeyKind, privateKey: KeyObject): Uint8Array {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return new Uint8Array(spki.subarray(spkiHeads[kind].length));
}

/**
 * Signs a checkpoint, as the log itself or as a witness (C2SP tlog-cosignature). `now`: milliseconds since 1970; all but the
 * Ed25519 signatures of logs tell their second.
 */
export function signCheckpoint(key: VerifierKey, privateKey: KeyObject, signed: Signed, now: number): NoteSignature {
  const { name } = key;
  const keyId = keyIdOf(key);
  if (key.kind === 'ed25519') return { name, keyId, signature: sign(null, Buffer.from(signed.text), privateKey) };
  const time = bigEndian(Math.floor(now / 1000));
  const signature = Buffer.concat([time, sign(null, timedMessage(key, time, signed), privateKey)]);
  return { name, keyId, signature };
}

export function isSignedBy(key: VerifierKey, signed: Signed, signature: Uint8Array): boolean {
  const spki = Buffer.concat([spkiHeads[key.kind], key.publicKey]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (key.kind === 'ed25519') return verify(null, Buffer.from(signed.text), publicKey, signature);
  if (signature.length <= 8) return false;
  return verify(null, timedMessage(key, signature.subarray(0, 8), signed), publicKey, signature.subarray(8));
}

/** What is signed together with the time: Ed25519 signs the text, and ML-DSA the tree from its first entry on. */
function timedMessage({ kind, name }: VerifierKey, time: Uint8Array, { text, head }: Signed): Uint8Array {
  if (kind !== 'mlDsa44') {
    return Buffer.from(`cosignature/v1\ntime ${Buffer.from(time).readBigUInt64BE()}\n${text}`);
  }
  const [origin = ''] = text.split('\n', 1);
  const log = prefixed(origin);
  const tree = [bigEndian(0), bigEndian(head.size), head.root];
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), prefixed(name), time, log, ...tree]);
}

/** A name behind its length. */
function prefixed(name: string): Uint8Array {
  const bytes = Buffer.from(name);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
