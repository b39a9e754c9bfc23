import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { type OptionsParts, optionsOf } from './options.ts';

/** The library with our options, and the inside of it: users, passwords, sessions. */
export type Library = ReturnType<typeof make>;
export type Inside = Awaited<Library['$context']>;

export interface Accounts {
  readonly library: Library;
  readonly inside: Inside;
}

const make = (parts: OptionsParts) => betterAuth(optionsOf(parts));

/**
 * Opens passwords, second factors and sessions. This file is what loads the library: it takes a quarter of a second
 * and some 50 MB, so it is imported when somebody comes to sign in and not before.
 */
export async function openAccounts(parts: OptionsParts): Promise<Accounts> {
  // An adapter brings its collections into being by itself; tables must be made.
  if (typeof parts.database !== 'function') await makeTables(parts);
  const library = make(parts);
  return { library, inside: await library.$context };
}

async function makeTables(parts: OptionsParts): Promise<void> {
  const bring = async () => (await getMigrations(optionsOf(parts))).runMigrations();
  try {
    await bring();
  } catch {
    // Another process that started at the same moment may have made some of them.
    await bring();
  }
}
