import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError } from '../core/errors.ts';

/** Where the journal lies inside the data folder. The keys have a folder of their own, to be backed up apart. */
export interface DataFolder {
  readonly journalFolder: string;
  readonly journalFile: string;
}

export function dataFolder(dataDir: string): DataFolder {
  const journalFolder = join(dataDir, 'journal');
  return { journalFolder, journalFile: join(journalFolder, 'journal.db') };
}

/** Makes a folder that only its owner may enter, parents included, and makes its existence durable. */
export function ensureFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) ensureFolder(parent);
  makeFolder(folder);
  syncPath(parent);
}

/** Not `recursive`: where the system refuses even the root of a path, as in /proc, Node would try for ever. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new CodedError(
      'store.unusable',
      `The folder ${folder} cannot be made (${code}). Set DATA_DIR to one that can be written to.`,
      {
        cause: error,
      },
    );
  }
}

/** Makes durable what was written to a file, or which files a folder holds. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
