import { betterAuth } from 'better-auth';
import { type OptionsDeps, optionsOf } from './options.ts';

/** The library with our options, and the inside of it: users, passwords, sessions. */
export type Library = ReturnType<typeof makeLibrary>;
export type Inside = Awaited<Library['$context']>;

/** Puts better-auth together. */
export const makeLibrary = (deps: OptionsDeps) => betterAuth(optionsOf(deps));
