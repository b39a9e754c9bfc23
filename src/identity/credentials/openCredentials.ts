import { getMigrations } from 'better-auth/db/migration';
import { type OptionsDeps, optionsOf } from './authOptions.ts';
import { createChallenges } from './challenges.ts';
import { type Inside, type Library, makeLibrary } from './library.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createTotp, type Totp } from './totp.ts';

export interface Credentials {
  readonly library: Library;
  readonly inside: Inside;
  readonly totp: Totp;
  readonly passkeys: Passkeys;
}

interface CredentialsDeps extends OptionsDeps {
  /** True the first time it is called with a key, for at least five minutes. */
  readonly firstTime: (key: string) => Promise<boolean>;
}

/**
 * Opens passwords, second factors and sessions. This module loads the library, which takes a quarter of a second and
 * some 50 MB, so it is imported only when somebody signs in.
 */
export async function openCredentials(deps: CredentialsDeps): Promise<Credentials> {
  // An adapter creates its collections on first use; tables must be created.
  if (typeof deps.database !== 'function') await makeTables(deps);
  const library = makeLibrary(deps);
  const inside = await library.$context;
  const passkeys = createPasskeys(inside, createChallenges(deps.secret, deps.firstTime));
  return { library, inside, totp: createTotp(inside), passkeys };
}

async function makeTables(deps: OptionsDeps): Promise<void> {
  const bring = async () => (await getMigrations(optionsOf(deps))).runMigrations();
  try {
    await bring();
  } catch {
    // Another process that started at the same time may have created some of them.
    await bring();
  }
}
