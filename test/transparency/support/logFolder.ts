import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createDurableFiles, type DurableFiles } from '../../../src/transparency/log/durableFiles.ts';

const mode = { file: 0o644, folder: 0o755 };

/** The two folders of a log inside one. */
export function logFolder(path: string) {
  const batchFolder = join(path, 'batches');
  return {
    files: createDurableFiles(join(path, 'public'), mode),
    batchFolder,
    batchFiles: createDurableFiles(batchFolder, mode),
  };
}

/** All published files with their bytes (hex), by path. */
export function publishedIn(path: string): Readonly<Record<string, string>> {
  const root = join(path, 'public');
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((file) => [relative(root, file), readFileSync(file, 'hex')]));
}

/** Files that fail at the n-th step of all, as a process that dies there: before the step, or right after it. */
export function dyingFiles(files: DurableFiles, step: () => 'go on' | 'die before' | 'die after'): DurableFiles {
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    const fate = step();
    if (fate === 'die before') throw new Died();
    const value = await work();
    if (fate === 'die after') throw new Died();
    return value;
  };
  return {
    read: files.read,
    clear: () => through(files.clear),
    write: (path, bytes) => through(() => files.write(path, bytes)),
    create: (path, bytes) => through(() => files.create(path, bytes)),
    remove: (path) => through(() => files.remove(path)),
  };
}

export class Died extends Error {}
