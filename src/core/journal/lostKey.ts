import type { Commit } from '../model/commit.ts';
import { CodedError } from '../model/errors.ts';
import type { Sealer } from '../ports/sealer.ts';

/**
 * Whether a commit that cannot be opened has lost its key: nobody erased it, and whoever is shown it as erased is told
 * something untrue.
 */
export async function isLost(sealer: Pick<Sealer, 'fate'>, { keyId }: Pick<Commit, 'keyId'>): Promise<boolean> {
  return (await sealer.fate(keyId)) === 'unknown';
}

/** What is said where something cannot be done without a key that is nowhere. */
export function keyMissing(): CodedError {
  return new CodedError(
    'key.missing',
    'The key of this content is missing from the key ring; nobody erased it. Put back a copy of the keys that is as new as the journal: npm run installation -- verify says how much cannot be read.',
  );
}
