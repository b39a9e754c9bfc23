import { generateKeyPairSync } from 'node:crypto';
import { createCheckpointSigner } from '../../../src/transparency/log/signingKeys.ts';
import { consistencyProof } from '../../../src/transparency/merkle/proofs.ts';
import { createTileReader } from '../../../src/transparency/merkle/tileReader.ts';
import { formatKey } from '../../../src/transparency/note/signedNote.ts';
import { formatSubmission } from '../../../src/transparency/witness/submission.ts';
import { entriesOf, grownLog, keys } from '../support/grownLog.ts';
import type { MemoryLogFiles } from '../support/memoryFiles.ts';

/** The lines of a policy that name the log of these tests. */
export const logLines = keys.map((key) => `log ${formatKey(key)}`).join('\n');

export const signerNamed = (name: string) =>
  createCheckpointSigner(
    name,
    {
      ed25519: generateKeyPairSync('ed25519').privateKey,
      mlDsa44: generateKeyPairSync('ml-dsa-44').privateKey,
    },
    'ed25519Cosigner',
  );

/** The log of these tests with so many entries; `from`: another number makes another log of the same keys. */
export const logOf = (size: number, from = 0) => grownLog(entriesOf(size, from));

export const checkpointOf = (log: MemoryLogFiles) => String(log.all.get('checkpoint'));

/** What a log sends to a witness that has seen `old` entries. */
export async function submissionOf(log: MemoryLogFiles, size: number, old: number): Promise<string> {
  const proof = await consistencyProof(createTileReader(log), size, old);
  return formatSubmission(old, proof, checkpointOf(log));
}
