import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError, type ErrorCode } from '../core/model/errors.ts';

/**
 * Location of the journal inside the data folder. The keys have their own folder, so that they can be backed up
 * separately.
 */
interface DataFolder {
  readonly journalFolder: string;
  readonly journalFile: string;
}

export function dataFolder(dataDir: string): DataFolder {
  const journalFolder = join(dataDir, 'journal');
  return { journalFolder, journalFile: join(journalFolder, 'journal.db') };
}

/** Creates a folder with its parents, accessible to its owner only, and makes it durable. */
export function ensureFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) ensureFolder(parent);
  makeFolder(folder);
  syncPath(parent);
}

/** Explains why a folder could not be created. */
const refusals: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'store.forbidden',
  EPERM: 'store.forbidden',
  EROFS: 'store.forbidden',
  ENOSPC: 'store.full',
  EDQUOT: 'store.full',
};

/** Not `recursive`: where the system refuses even the root of a path, as in /proc, Node would retry for ever. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have created it meanwhile.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    throw new CodedError(
      refusals[code ?? ''] ?? 'store.unusable',
      `The folder ${folder} cannot be created (${code}). Set DATA_DIR to a folder with free space that this user may write to.`,
      {
        cause: error,
      },
    );
  }
}

/** Flushes a file's content, or a folder's list of entries, to disk. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
