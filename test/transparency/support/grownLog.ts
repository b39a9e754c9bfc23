import { generateKeyPairSync } from 'node:crypto';
import { formatPolicy, newPolicy } from '../../../src/transparency/log/logPolicy.ts';
import { extend, rootOf } from '../../../src/transparency/merkle/edge.ts';
import { checkpointText } from '../../../src/transparency/note/checkpoint.ts';
import { publicKeyOf, signCheckpoint } from '../../../src/transparency/note/signatures.ts';
import { formatKey, formatNote, type VerifierKey } from '../../../src/transparency/note/signedNote.ts';
import { createMemoryLogFiles, type MemoryLogFiles } from './memoryFiles.ts';

export const origin = 'finestreta.example.cat/transparencia/log';
const hour = '2026-11-24T10:00:00Z';

const privateKeys = {
  ed25519: generateKeyPairSync('ed25519').privateKey,
  mlDsa44: generateKeyPairSync('ml-dsa-44').privateKey,
};

const kinds = ['ed25519', 'mlDsa44'] as const;

/** The public keys of the logs of these tests. */
export const keys: readonly VerifierKey[] = kinds.map((kind) => ({
  name: origin,
  kind,
  publicKey: publicKeyOf(kind, privateKeys[kind]),
}));

/** A signed checkpoint. */
export function signedCheckpoint(head: { readonly size: number; readonly root: Uint8Array }): string {
  const text = checkpointText({ ...head, origin });
  const signatures = kinds.map((kind, index) =>
    signCheckpoint(keys[index] as VerifierKey, privateKeys[kind], { text, head }, Date.parse(hour)),
  );
  return formatNote({ text, signatures });
}

/** Entries that differ by their numbers. */
export const entriesOf = (count: number, from = 0): readonly Buffer[] =>
  Array.from({ length: count }, (_, index) =>
    Buffer.from(JSON.stringify({ at: hour, n: from + index, type: 'crisis.ended', v: 1 })),
  );

/** A published log of these entries. */
export function grownLog(entries: readonly Uint8Array[]): MemoryLogFiles {
  const files = createMemoryLogFiles();
  const { edge, tiles } = extend({ size: 0, entries: [], rows: [] }, entries);
  for (const { path, bytes } of tiles) files.all.set(path, Buffer.from(bytes));
  const policy = newPolicy({ origin, keys: keys.map(formatKey) }, Date.parse(hour));
  files.all.set('policy', Buffer.from(formatPolicy(policy)));
  files.all.set('checkpoint', Buffer.from(signedCheckpoint({ size: entries.length, root: rootOf(edge) })));
  return files;
}
