import { findOwnImportsByName } from '../../../src/ownImports.ts';

/** Loaded with `--import` before a program that imports all at once: as `src/main.ts` does for what it loads. */
findOwnImportsByName();
