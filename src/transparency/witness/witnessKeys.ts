import type { Log } from '../../core/ports/log.ts';
import { type CheckpointSigner, createCheckpointSigner, openSigningKeys } from '../log/signingKeys.ts';
import { formatKey } from '../note/signedNote.ts';

/**
 * The keys of a witness, beside what it remembers: a copy of the keys without the memory would cosign forks.
 * @throws {CodedError} `key.unusable`
 */
export async function openWitnessKeys(folder: string, name: string, log: Log): Promise<CheckpointSigner> {
  const privateKeys = await openSigningKeys({ folder, file: 'witness.keys', owner: 'witness' }, log);
  return createCheckpointSigner(name, privateKeys, 'ed25519Cosigner');
}

/** What others write into their policies (C2SP tlog-policy) to have this witness: one of its two keys is enough. */
export function witnessLines({ keys }: Pick<CheckpointSigner, 'keys'>, url: string): readonly string[] {
  const label = (keys[0]?.name ?? '').replace(/[^A-Za-z0-9.-]+/g, '-');
  const names = keys.map(({ kind }) => (kind === 'mlDsa44' ? `${label}-mldsa` : label));
  const lines = keys.map((key, index) => `witness ${names[index]} ${formatKey(key)} ${url}`);
  return [...lines, `group ${label}-either any ${names.join(' ')}`];
}
