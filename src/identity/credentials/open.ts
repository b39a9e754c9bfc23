import { getMigrations } from 'better-auth/db/migration';
import { createChallenges } from './challenges.ts';
import { type Inside, type Library, makeLibrary } from './library.ts';
import { type OptionsDeps, optionsOf } from './options.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createTotp, type Totp } from './totp.ts';

export interface Accounts {
  readonly library: Library;
  readonly inside: Inside;
  readonly totp: Totp;
  readonly passkeys: Passkeys;
}

export interface AccountsDeps extends OptionsDeps {
  /** True the first time that it is asked about a key, for at least five minutes. */
  readonly firstTime: (key: string) => Promise<boolean>;
}

/**
 * Opens passwords, second factors and sessions. This file is what loads the library: it takes a quarter of a second
 * and some 50 MB, so it is imported when somebody comes to sign in and not before.
 */
export async function openAccounts(deps: AccountsDeps): Promise<Accounts> {
  // An adapter brings its collections into being by itself; tables must be made.
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
    // Another process that started at the same moment may have made some of them.
    await bring();
  }
}
