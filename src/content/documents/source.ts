import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../core/model/errors.ts';

/** Where content is read from: a folder, or a release. */
export interface ContentSource {
  /** What to call it in a message. */
  readonly name: string;
  /** Paths of its files, sorted: `faq/padro.yaml`. @throws {CodedError} `content.missing` */
  list(): Promise<readonly string[]>;
  /** Bytes of a file; null where there is none. */
  read(file: string): Promise<Uint8Array | null>;
}

/** Files that are content. */
const isContent = (name: string) => /\.(?:yaml|tsv)$/.test(name) && !name.startsWith('.');

/** Content in a folder, as its files are whenever they are read. */
export function folderSource(folder: string): ContentSource {
  return {
    name: folder,
    async list() {
      const names = await readdir(folder).catch(missing);
      const paths = await Promise.all(
        names
          .filter((name) => !name.startsWith('.'))
          .map(async (name) => {
            if (isContent(name)) return [name];
            // Whatever is no folder has nothing in it; a link to one is followed.
            const below = await readdir(join(folder, name)).catch((error: unknown) => {
              if (name === 'faq') return missing(error);
              return [];
            });
            return below.filter(isContent).map((file) => `${name}/${file}`);
          }),
      );
      if (!names.includes('faq')) missing(null);
      return paths.flat().sort();
    },
    async read(file) {
      try {
        return await readFile(join(folder, file));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };

  function missing(cause: unknown): never {
    throw new CodedError(
      'content.missing',
      `There is no folder ${join(folder, 'faq')}: set DIALOGS_DIR to the folder with the bot's content.`,
      { cause },
    );
  }
}

/** Content in memory. */
export function memorySource(name: string, files: ReadonlyMap<string, Uint8Array>): ContentSource {
  const paths = [...files.keys()].sort();
  return {
    name,
    list: async () => paths,
    read: async (file) => files.get(file) ?? null,
  };
}
