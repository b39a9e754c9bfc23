import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { TreeHead } from '../merkle/verify.ts';
import { type KeyKind, keyIdOf, type NoteSignature, type VerifierKey } from './signedNote.ts';

/** What a log signs: the text of its checkpoint, and the head in it. */
export interface Signed {
  readonly text: string;
  readonly head: TreeHead;
}

/** Beginnings of public keys in DER (SPKI); the key itself follows. */
const spkiHeads: Readonly<Record<KeyKind, Uint8Array>> = {
  ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
  mlDsa44: Buffer.from('30820532300b06096086480165030403110382052100', 'hex'),
};

/** The bare public key of a private key. */
export function publicKeyOf(kind: KeyKind, privateKey: KeyObject): Uint8Array {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return new Uint8Array(spki.subarray(spkiHeads[kind].length));
}

/** Signs a checkpoint. `now`: milliseconds since 1970; ML-DSA signatures tell their second. */
export function signCheckpoint(key: VerifierKey, privateKey: KeyObject, signed: Signed, now: number): NoteSignature {
  const { name } = key;
  if (key.kind === 'ed25519') {
    return { name, keyId: keyIdOf(key), signature: sign(null, Buffer.from(signed.text), privateKey) };
  }
  const time = bigEndian(Math.floor(now / 1000));
  const signature = Buffer.concat([time, sign(null, subtreeMessage(name, time, signed.head), privateKey)]);
  return { name, keyId: keyIdOf(key), signature };
}

export function isSignedBy(key: VerifierKey, signed: Signed, signature: Uint8Array): boolean {
  const spki = Buffer.concat([spkiHeads[key.kind], key.publicKey]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (key.kind === 'ed25519') return verify(null, Buffer.from(signed.text), publicKey, signature);
  if (signature.length <= 8) return false;
  const message = subtreeMessage(key.name, signature.subarray(0, 8), signed.head);
  return verify(null, message, publicKey, signature.subarray(8));
}

/**
 * What ML-DSA signs (C2SP tlog-cosignature, `subtree/v1`): signer, time, log, and the tree from its first entry on. The
 * log signs its own tree, so signer and log are the same.
 */
function subtreeMessage(name: string, time: Uint8Array, { size, root }: TreeHead): Uint8Array {
  const named = Buffer.from(name);
  const prefixed = Buffer.concat([Buffer.from([named.length]), named]);
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), prefixed, time, prefixed, bigEndian(0), bigEndian(size), root]);
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
