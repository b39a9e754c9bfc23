import type { Commit } from '../model/commit.ts';
import { CodedError } from '../model/errors.ts';
import type { Sealer } from '../ports/sealer.ts';

/** Whether a commit that cannot be opened has lost its key. Nobody erased it, so it must not be shown as erased. */
export async function isLost(sealer: Pick<Sealer, 'fate'>, { keyId }: Pick<Commit, 'keyId'>): Promise<boolean> {
  return (await sealer.fate(keyId)) === 'unknown';
}

/** The error for what cannot be done without a lost key. */
export function keyMissing(): CodedError {
  return new CodedError(
    'key.missing',
    'The key of this content is missing from the key ring; nobody erased it. Restore a copy of the keys that is as recent as the journal. To see how much cannot be read, run npm run installation -- verify.',
  );
}
