import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files of the log so that each is there whole, or not at all, after a crash at any moment. */
export interface DurableFiles {
  /** Null when there is no such file. */
  read(path: string): Promise<Buffer | null>;
  /** Writes or replaces a file. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes a file unless there is one. Of several processes that do so at once, one is told `true`. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Removes a file or folder. */
  remove(path: string): Promise<void>;
  /** Removes what was left of writes that were cut short. Only for the one process that writes here. */
  clear(): Promise<void>;
}

/** Ending of files that are being written; they become visible under their name when they are whole. */
const draftEnding = '.draft';

/** Files below a folder. `mode`: who may read them. */
export function createDurableFiles(
  folder: string,
  mode: { readonly file: number; readonly folder: number },
): DurableFiles {
  /** Makes a folder and its parents durable. */
  async function ensure(path: string): Promise<void> {
    try {
      await mkdir(path, { mode: mode.folder });
    } catch (error) {
      const code = codeIn(error);
      if (code === 'EEXIST') return;
      if (code !== 'ENOENT' || dirname(path) === path) throw error;
      await ensure(dirname(path));
      return ensure(path);
    }
    await sync(dirname(path));
  }

  async function draft(path: string, bytes: Uint8Array): Promise<string> {
    await ensure(dirname(path));
    const name = join(folder, `${randomBytes(6).toString('hex')}${draftEnding}`);
    const file = await open(name, 'wx', mode.file);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return name;
  }

  return {
    read: (path) => readOrNull(join(folder, path)),

    async write(path, bytes) {
      const target = join(folder, path);
      await rename(await draft(target, bytes), target);
      await sync(dirname(target));
    },

    async create(path, bytes) {
      const target = join(folder, path);
      const name = await draft(target, bytes);
      try {
        await link(name, target);
      } catch (error) {
        if (codeIn(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(name, { force: true });
      }
      await sync(dirname(target));
      return true;
    },

    async clear() {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) if (name.endsWith(draftEnding)) await rm(join(folder, name), { force: true });
    },

    remove: (path) => rm(join(folder, path), { recursive: true, force: true }),
  };
}

/** The bytes of a file; null when there is none. */
export async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeIn(error) === 'ENOENT' || codeIn(error) === 'ENOTDIR') return null;
    throw error;
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeIn(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
