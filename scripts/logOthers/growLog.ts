import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createCheckpointSigner } from '../../src/transparency/log/signingKeys.ts';
import { extend, rootOf } from '../../src/transparency/merkle/edge.ts';
import { emptyRoot } from '../../src/transparency/merkle/hashes.ts';
import { consistencyProof, inclusionProof } from '../../src/transparency/merkle/proofs.ts';
import { createTileReader } from '../../src/transparency/merkle/tileReader.ts';
import { checkpointText, parseCheckpointText } from '../../src/transparency/note/checkpoint.ts';
import { formatProof } from '../../src/transparency/note/proofFile.ts';
import {
  formatKey,
  formatNote,
  type NoteSignature,
  parseKey,
  parseNote,
} from '../../src/transparency/note/signedNote.ts';
import { openTrusted, parseTrustPolicy } from '../../src/transparency/note/trustPolicy.ts';
import { createWitnessClient } from '../../src/transparency/witness/askWitness.ts';
import { postToWitness } from '../../src/transparency/witness/postToWitness.ts';
import { formatSubmission } from '../../src/transparency/witness/submission.ts';
import { witnessLines } from '../../src/transparency/witness/witnessKeys.ts';

const origin = 'others.example/transparencia/log';
const now = () => Date.now();
const noEnd = new AbortController().signal;

export interface GrowOptions {
  readonly privateKeys: { readonly ed25519: KeyObject; readonly mlDsa44: KeyObject };
  readonly size: number;
  /** Number of the entry that is proven. */
  readonly proven: number;
  /** Size of an older state of the log. */
  readonly older: number;
}

/** A log with all that other programs need to check it. */
export async function growLog({ privateKeys, size, proven, older }: GrowOptions) {
  const signer = createCheckpointSigner(origin, privateKeys, 'ed25519');
  const lineOf = (number: number, type: string) =>
    Buffer.from(JSON.stringify({ at: '2026-11-27T10:00:00Z', n: number, type, v: 1 }));
  const treeOf = (count: number, type = 'crisis.ended') => {
    const entries = Array.from({ length: count }, (_, number) => lineOf(number, type));
    const { edge, tiles } = extend({ size: 0, entries: [], rows: [] }, entries);
    const files = new Map(tiles.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
    const head = { size: count, root: rootOf(edge) };
    const text = checkpointText({ ...head, origin });
    const checkpoint = formatNote({ text, signatures: signer.sign({ text, head }, now()) });
    files.set('checkpoint', Buffer.from(checkpoint));
    return {
      entries,
      files,
      checkpoint,
      readTile: createTileReader({ read: async (path) => files.get(path) ?? null }),
    };
  };
  const newest = treeOf(size);
  const before = treeOf(older);
  const fork = treeOf(size + 1, 'crisis.begun');
  const path = await inclusionProof(newest.readTile, size, proven);
  const { files, checkpoint } = newest;

  return {
    origin,
    emptyRoot: Buffer.from(emptyRoot).toString('base64'),
    keys: signer.keys.map(formatKey),
    files,
    checkpoint,
    olderCheckpoint: before.checkpoint,
    entry: String(newest.entries[proven]),
    index: proven,
    path,
    consistency: await consistencyProof(newest.readTile, size, older),
    proofFor: (signed: string) => formatProof({ index: proven, path, checkpoint: signed }),
    /** The newest checkpoint with these cosignatures. */
    cosignedBy(cosignatures: readonly NoteSignature[]): string {
      const { text, signatures } = parseNote(checkpoint);
      return formatNote({ text, signatures: [...signatures, ...cosignatures] });
    },
    isTrusted: (signed: string, policy: string) => openTrusted(signed, parseTrustPolicy(policy)).witnesses.length === 1,
    /** What a witness answers to the log, to its growth, to an old size and to a fork. */
    async askWitness(url: string, vkey: string) {
      const client = createWitnessClient(url, [parseKey(vkey)], postToWitness);
      const cosignaturesOf = async (tree: typeof newest) => {
        const outcome = await client.ask(tree.checkpoint, tree.readTile, noEnd);
        return 'cosignatures' in outcome ? outcome.cosignatures : [];
      };
      const first = await cosignaturesOf(before);
      const grown = await cosignaturesOf(newest);
      const submit = async (tree: typeof newest, from: number, to: number) => {
        const proof = await consistencyProof(tree.readTile, to, from);
        return (await postToWitness(`${url}/add-checkpoint`, formatSubmission(from, proof, tree.checkpoint), noEnd))
          .status;
      };
      return { first, grown, stale: await submit(newest, older, size), fork: await submit(fork, size, size + 1) };
    },
  };
}

/** Our witness's own signatures on a checkpoint, and how others name it. */
export async function signWitness(checkpoint: string, name: string) {
  const privateKeys = {
    ed25519: generateKeyPairSync('ed25519').privateKey,
    mlDsa44: generateKeyPairSync('ml-dsa-44').privateKey,
  };
  const signer = createCheckpointSigner(name, privateKeys, 'ed25519Cosigner');
  const lines = witnessLines(signer, 'https://witness.example').filter((line) => line.startsWith('witness'));
  const cosign = (signed: string) => {
    const { text, signatures } = parseNote(signed);
    const added = signer.sign({ text, head: parseCheckpointText(text) }, now());
    return formatNote({ text, signatures: [...signatures, ...added] });
  };
  return {
    lines,
    names: lines.map((line) => line.split(' ')[1] ?? ''),
    keys: signer.keys.map(formatKey),
    cosigned: cosign(checkpoint),
    older: cosign,
  };
}
