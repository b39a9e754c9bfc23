import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError, type ErrorCode } from '../core/model/errors.ts';

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

/** What a refusal to make a folder comes to; anything else is a place that cannot be used. */
const refusals: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'store.forbidden',
  EPERM: 'store.forbidden',
  EROFS: 'store.forbidden',
  ENOSPC: 'store.full',
  EDQUOT: 'store.full',
};

/** Not `recursive`: where the system refuses even the root of a path, as in /proc, Node would try for ever. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new CodedError(
      refusals[code ?? ''] ?? 'store.unusable',
      `The folder ${folder} cannot be made (${code}). Set DATA_DIR to a place with some space that this user may write to.`,
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
