import { betterAuth } from 'better-auth';
import { type OptionsDeps, optionsOf } from './authOptions.ts';

/** The library with our options, and its internals: users, passwords, sessions. */
export type Library = ReturnType<typeof makeLibrary>;
export type Inside = Awaited<Library['$context']>;

/** Creates the better-auth instance. */
export const makeLibrary = (deps: OptionsDeps) => betterAuth(optionsOf(deps));
